// One row of logits by hand; what must hold for any numbers is beside softmax.
#include "nn/cross_entropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"

namespace p2g {
namespace {

// Logits log 1, log 2, log 4: probabilities 1/7, 2/7, 4/7.
std::vector<double> gradient_of(int32_t target, Real weight, double* loss) {
  Real row[] = {0, static_cast<Real>(std::log(2)), static_cast<Real>(std::log(4))};
  *loss = cross_entropy_row(row, 3, target, weight);
  return {row, row + 3};
}

TEST(CrossEntropyRow, CostsTheSurprise) {
  double loss = 0;
  (void)gradient_of(1, 1, &loss);
  EXPECT_TRUE(
      close_to(loss, std::log(3.5), 1e-6,
               {{"the sign is turned: a likely target must cost little, never less than 0", {-std::log(3.5)}},
                {"this is p[target]: wanted −log of it", {2. / 7}},
                {"this is log Σ e^x alone: take away the logit of the target", {std::log(7)}},
                {"the logit was read after softmax had written over it", {std::log(7) - 2. / 7}},
                {"this is in bits: wanted nats, the natural logarithm", {std::log2(3.5)}}}));
}

TEST(CrossEntropyRow, LeavesItsGradient) {
  double loss = 0;
  const double p[] = {1. / 7, 2. / 7, 4. / 7};
  const std::vector<double> got = gradient_of(1, Real(0.5), &loss);
  EXPECT_TRUE(
      close_to(got, {p[0] / 2, (p[1] - 1) / 2, p[2] / 2}, 1e-6,
               {{"these are the probabilities: take the 1 of the target away", {p[0], p[1], p[2]}},
                {"take the 1 of the target away", {p[0] / 2, p[1] / 2, p[2] / 2}},
                {"the gradient is not multiplied by the weight", {p[0], p[1] - 1, p[2]}},
                {"the target's 1 is not multiplied by the weight", {p[0] / 2, p[1] / 2 - 1, p[2] / 2}},
                {"the probabilities are not multiplied by the weight", {p[0], p[1] - 0.5, p[2]}},
                {"the sign is turned: it is p − onehot", {-p[0] / 2, (1 - p[1]) / 2, -p[2] / 2}}}));
  EXPECT_TRUE(close_to(loss, std::log(3.5), 1e-6,
                       {{"only the gradient has the weight, not the price", {std::log(3.5) / 2}}}));
}

TEST(CrossEntropyRow, OfAnIgnoredTargetIsNothing) {
  double loss = 1;
  EXPECT_TRUE(close_to(gradient_of(kIgnored, 1, &loss), {0, 0, 0}, 0, {},
                       "a target that is kIgnored counts for nothing"));
  EXPECT_EQ(loss, 0);
}

TEST(CrossEntropyRow, HasAGradientThatSumsToZero) {
  for (const int32_t target : {0, 1, 2}) {
    double loss = 0;
    const std::vector<double> g = gradient_of(target, 3, &loss);
    EXPECT_NEAR(g[0] + g[1] + g[2], 0, 1e-6);
    EXPECT_LT(g[static_cast<size_t>(target)], 0);
  }
}

}  // namespace
}  // namespace p2g
