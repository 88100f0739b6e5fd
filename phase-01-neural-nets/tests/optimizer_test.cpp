#include "nn/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "close_to.h"
#include "math/reduce.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"

namespace p2g {
namespace {

Tensor weights() { return Tensor::parameter(Array::of({3}, {1, -2, 3})); }

// Loss ½·Σ c·w², whose gradient is c·w.
void backward_of_bowl(const Tensor& w, const Array& c) {
  backward(scale(sum(w * w * Tensor::constant(c)), 0.5));
}

const Array& curvature() {
  static const Array c = Array::of({3}, {1, 4, 0.25});
  return c;
}

// One weight at 1, and the gradients that it is given.
template <typename Optimizer>
double after(Optimizer& optimizer, Tensor w, std::initializer_list<double> gradients) {
  for (const double g : gradients) {
    w.zero_grad();
    backward(sum(scale(w, g)));
    optimizer.step();
  }
  return static_cast<double>(w.item());
}

Tensor one() { return Tensor::parameter(Array::full({1}, 1)); }

TEST(Sgd, TakesAStepDown) {
  const Tensor w = one();
  Sgd sgd({{"w", w}}, 0.1);
  EXPECT_TRUE(close_to(after(sgd, w, {2}), 0.8, 1e-6,
                       {{"the step goes up the slope: take it away from w", {1.2}},
                        {"the step has no learning rate", {-1}},
                        {"nothing moved: write to mutable_value() of the parameter", {1}}}));
}

TEST(Sgd, RemembersWhereItWasGoing) {
  const Tensor w = one(), slower = one();
  Sgd sgd({{"w", w}}, 0.1, 0.9), turned({{"w", slower}}, 0.1, 0.9);
  // v = 2, then 0.9·2 + 2 = 3.8
  EXPECT_TRUE(
      close_to(after(sgd, w, {2, 2}), 1 - 0.2 - 0.38, 1e-6,
               {{"the second step knows nothing of the first: momentum is not used", {0.6}},
                {"the gradient counts (1 − momentum) times: here it counts whole", {1 - 0.02 - 0.038}},
                {"the first velocity was kept, and the second gradient is missing", {1 - 0.2 - 0.18}}}));
  const double first = after(turned, slower, {2});
  turned.learning_rate = 1;
  EXPECT_TRUE(
      close_to(after(turned, slower, {2}), first - 3.8, 1e-6,
               {{"the learning rate went into the velocity: it belongs to the step", {first - 2.18}}}));
}

TEST(Sgd, PullsWeightsToZero) {
  const Tensor w = one(), heavy = one();
  Sgd sgd({{"w", w}}, 0.1, 0, 0.5), both({{"w", heavy}}, 0.1, 0.9, 0.5);
  EXPECT_TRUE(close_to(after(sgd, w, {2}), 1 - 0.25, 1e-6,
                       {{"weight decay is not used", {0.8}},
                        {"weight decay pushes away from zero: it is + decay·w in the gradient", {1 - 0.15}},
                        {"weight decay has no learning rate", {1 - 0.2 - 0.5}}}));
  // v = 2.5, w = 0.75; then v = 0.9·2.5 + 2 + 0.5·0.75
  EXPECT_TRUE(
      close_to(after(both, heavy, {2, 2}), 0.75 - 0.4625, 1e-6,
               {{"weight decay passes the velocity by: here it is part of it", {0.75 - 0.38 - 0.0375}}}));
}

TEST(Adam, FirstStepByHand) {
  const Tensor w = one();
  Adam adam({{"w", w}}, 0.1);
  const double m = 0.2, v = 0.004;  // and corrected: 2 and 4
  EXPECT_TRUE(close_to(after(adam, w, {2}), 0.9, 1e-5,
                       {{"neither mean is corrected for its start at zero", {1 - 0.1 * m / std::sqrt(v)}},
                        {"v is not corrected for its start at zero", {1 - 0.1 * 2 / std::sqrt(v)}},
                        {"m is not corrected for its start at zero", {1 - 0.1 * m / 2}},
                        {"the step is divided by v̂: wanted its root", {0.95}},
                        {"the step goes up the slope", {1.1}}}));
}

TEST(Adam, SecondStepByHand) {
  const Tensor w = one();
  Adam adam({{"w", w}}, 0.1);
  const double m = 0.18, v = 0.003996, m_hat = m / 0.19, v_hat = v / 0.001999;
  EXPECT_TRUE(close_to(after(adam, w, {2, 0}), 0.9 - 0.1 * m_hat / std::sqrt(v_hat), 1e-5,
                       {{"the steps are not counted: both corrections stay those of the first",
                         {0.9 - 0.1 * (m / 0.1) / std::sqrt(v / 0.001)}},
                        {"m forgets what came before", {0.9}}}));
}

TEST(Sgd, FollowsItsFormulaWithMomentumAndDecay) {
  for (const auto& [momentum, decay] : {std::pair(0.0, 0.0), {0.9, 0.0}, {0.0, 0.3}, {0.9, 0.3}}) {
    Tensor w = weights();
    Sgd sgd({{"w", w}}, 0.1, momentum, decay);
    double expected[] = {1, -2, 3}, velocity[] = {0, 0, 0};
    for (int step = 0; step < 5; ++step) {
      w.zero_grad();
      backward_of_bowl(w, curvature());
      sgd.step();
      for (int i = 0; i < 3; ++i) {
        velocity[i] = momentum * velocity[i] + (static_cast<double>(curvature()[i]) + decay) * expected[i];
        expected[i] -= 0.1 * velocity[i];
        EXPECT_NEAR(w.value()[i], expected[i], 1e-6) << "step " << step;
      }
    }
  }
}

TEST(Adam, FollowsItsFormula) {
  Tensor w = weights();
  const double lr = 0.01, beta1 = 0.9, beta2 = 0.95, epsilon = 1e-3;
  Adam adam({{"w", w}}, lr, beta1, beta2, epsilon);
  double expected[] = {1, -2, 3}, m[] = {0, 0, 0}, v[] = {0, 0, 0};
  for (int step = 1; step <= 10; ++step) {
    w.zero_grad();
    backward_of_bowl(w, curvature());
    adam.step();
    for (int i = 0; i < 3; ++i) {
      const double g = static_cast<double>(curvature()[i]) * expected[i];
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      const double m_hat = m[i] / (1 - std::pow(beta1, step)), v_hat = v[i] / (1 - std::pow(beta2, step));
      expected[i] -= lr * m_hat / (std::sqrt(v_hat) + epsilon);
      EXPECT_NEAR(w.value()[i], expected[i], 2e-6) << "step " << step;
    }
  }
}

// However large the gradient, Adam's first step is the learning rate, against its sign.
TEST(Adam, FirstStepIsTheLearningRate) {
  for (const double size : {1e-3, 1.0, 1e3}) {
    const Tensor w = weights();
    Adam adam({{"w", w}}, 0.01);
    backward(sum(scale(w, size)));
    adam.step();
    EXPECT_NEAR(w.value()[0], 1 - 0.01, 1e-5) << size;
  }
}

template <typename Optimizer>
void expect_to_find_the_bottom(Optimizer& optimizer, Tensor w) {
  for (int step = 0; step < 2000; ++step) {
    w.zero_grad();
    backward_of_bowl(w, curvature());
    optimizer.step();
  }
  EXPECT_LE(sum_of_squares(w.value()), 1e-6);
}

TEST(Optimizers, FindTheBottomOfABowl) {
  const Tensor a = weights(), b = weights(), c = weights();
  Sgd plain({{"w", a}}, 0.1), heavy({{"w", b}}, 0.05, 0.9);
  Adam adam({{"w", c}}, 0.01);
  expect_to_find_the_bottom(plain, a);
  expect_to_find_the_bottom(heavy, b);
  expect_to_find_the_bottom(adam, c);
}

TEST(Optimizers, LeaveAloneWhatHasNoGradientAndObeyANewRate) {
  const Tensor used = weights(), unused = weights();
  Sgd sgd({{"used", used}, {"unused", unused}}, 0.1);
  sgd.learning_rate = 1;
  backward(sum(used));
  sgd.step();
  EXPECT_EQ(max_abs_difference(used.value(), Array::of({3}, {0, -3, 2})), 0);
  EXPECT_EQ(max_abs_difference(unused.value(), weights().value()), 0);
  Adam adam({{"unused", unused}}, 0.1);
  adam.step();
  EXPECT_EQ(max_abs_difference(unused.value(), weights().value()), 0);
}

// A gradient array that two parameters share is read, never written.
TEST(Optimizers, DoNotTouchGradients) {
  const Tensor a = weights(), b = weights();
  Sgd sgd({{"a", a}, {"b", b}}, 0.1, 0.9);
  Adam adam({{"a", a}, {"b", b}}, 0.1);
  backward(sum(a + b));
  sgd.step();
  adam.step();
  EXPECT_EQ(max_abs_difference(a.grad(), Array::full({3}, 1)), 0);
  EXPECT_EQ(max_abs_difference(a.value(), b.value()), 0);
}

}  // namespace
}  // namespace p2g
