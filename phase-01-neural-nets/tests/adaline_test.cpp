#include "nn/adaline.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"

namespace p2g {
namespace {

TEST(AdalineRule, OneStepByHand) {
  Adaline unit(3);
  unit.weights = {0.5, -1, 2};
  const double error = unit.learn({1, 2, 0.25}, 1, 0.1);  // 0.5 − 2 + 0.5 = −1, so the error is 2
  EXPECT_TRUE(close_to(error, 2, 1e-12,
                       {{"the error is sum − target: wanted target − sum", {-2}},
                        {"the error is taken after the step: wanted the one before", {0.9875}}}));
  EXPECT_TRUE(close_to(unit.weights, {0.7, -0.6, 2.05}, 1e-12,
                       {{"the step goes up the error: wanted + rate · error · x", {0.3, -1.4, 1.95}},
                        {"the rate is forgotten", {2.5, 3, 2.5}},
                        {"the input is forgotten: every weight moves alike", {0.7, -0.8, 2.2}},
                        {"the error is forgotten: this is Rosenblatt's rule", {0.6, -0.8, 2.025}},
                        {"the weights did not move", {0.5, -1, 2}}},
                       "wanted w[i] += rate · (target − w·x) · x[i]"));
}

TEST(AdalineRule, ARightAnswerStillTeaches) {
  Adaline unit(2);
  unit.weights = {1, 1};
  const double error = unit.learn({1, 2}, 1, 0.1);  // the sum is 3: on the right side, and too far
  EXPECT_TRUE(close_to(error, -2, 1e-12,
                       {{"the error is that of the answer, after the threshold: wanted target − sum", {0}}}));
  EXPECT_TRUE(
      close_to(unit.weights, {0.8, 0.6}, 1e-12,
               {{"it learns from mistakes only, as a perceptron: ADALINE learns from every error", {1, 1}}}));
}

// −∂(½ error²)/∂w, by central differences.
TEST(AdalineRule, IsAStepDownTheSquaredError) {
  const Numbers x{1, -0.7, 2.3}, start{0.2, 0.4, -0.3};
  Adaline unit(3);
  unit.weights = start;
  unit.learn(x, -1, 1);
  for (size_t i = 0; i < 3; ++i) {
    const auto half_square = [&](double move) {
      Numbers w = start;
      w[i] += move;
      return std::pow(-1 - dot(w, x), 2) / 2;
    };
    const double slope = (half_square(1e-5) - half_square(-1e-5)) / 2e-5;
    EXPECT_NEAR(unit.weights[i] - start[i], -slope, 1e-8);
  }
}

// Three noisy lines' worth of points: small steps end where the normal equations do.
TEST(Pass, EndsNearTheLeastSquares) {
  Examples points;
  Random random(1960);
  for (int i = 0; i < 50; ++i) {
    const double x = random.uniform(-1, 1);
    points.add({1, x}, x + 0.3 * random.normal() > 0.1 ? 1 : -1);
  }
  double s1 = 0, sx = 0, sxx = 0, st = 0, sxt = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    const double x = points.inputs[i][1], t = points.targets[i];
    s1 += 1, sx += x, sxx += x * x, st += t, sxt += x * t;
  }
  const double below = s1 * sxx - sx * sx;
  const Numbers best{(sxx * st - sx * sxt) / below, (s1 * sxt - sx * st) / below};
  Adaline unit(2);
  for (int i = 0; i < 5000; ++i) pass(unit, points, 0.001);
  EXPECT_NEAR(unit.weights[0], best[0], 2e-3);
  EXPECT_NEAR(unit.weights[1], best[1], 2e-3);
  EXPECT_GE(mean_squared_error(unit.weights, points), mean_squared_error(best, points));
}

// The least-squares answer to XOR is to say nothing.
TEST(Pass, OfXorEndsAtZero) {
  Adaline unit(3);
  unit.weights = {1, -1, 0.5};
  for (int i = 0; i < 20000; ++i) pass(unit, examples_of(parity(2), 2), 0.001);
  for (const double w : unit.weights) EXPECT_NEAR(w, 0, 0.01);
}

TEST(Pass, DivergesWhereTheRateIsTooLarge) {
  Adaline unit(3);
  const Examples examples = examples_of(0b1000, 2);
  const double first = pass(unit, examples, 1.5);
  for (int i = 0; i < 20; ++i) pass(unit, examples, 1.5);
  EXPECT_GT(mean_squared_error(unit.weights, examples), 10 * first);
}

}  // namespace
}  // namespace p2g
