// One row by hand; then what must hold for any numbers.
#include "transformer/label_smoothing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"
#include "nn/cross_entropy.h"
#include "throws.h"

namespace p2g {
namespace {

// Logits log 1, log 2, log 5: probabilities 1/8, 2/8, 5/8. With ε = 0.3 and target 1, q = 0.1, 0.8, 0.1.
std::vector<double> gradient_of(int32_t target, Real weight, double* loss) {
  Real row[] = {0, static_cast<Real>(std::log(2)), static_cast<Real>(std::log(5))};
  *loss = smoothed_cross_entropy_row(row, 3, target, 0.3, weight);
  return {row, row + 3};
}
const double kSurprise[] = {std::log(8), std::log(4), std::log(1.6)};  // −log p

TEST(LabelSmoothingRow, CostsTheSurpriseOfEveryWord) {
  double loss = 0;
  (void)gradient_of(1, 1, &loss);
  const double want = 0.1 * kSurprise[0] + 0.8 * kSurprise[1] + 0.1 * kSurprise[2];
  EXPECT_TRUE(close_to(
      loss, want, 1e-6,
      {{"this is cross-entropy without smoothing: every word costs its share of ε", {kSurprise[1]}},
       {"the target has no part of the ε that all V words share: the paper's q gives it 1 − ε + ε/V",
        {0.15 * kSurprise[0] + 0.7 * kSurprise[1] + 0.15 * kSurprise[2]}},
       {"the shares of ε are missing: only (1 − ε) of the target is there", {0.7 * kSurprise[1]}},
       {"the shares of ε are missing: take away ε times the mean of the logits too",
        {std::log(8) - 0.7 * std::log(2)}},
       {"every other word costs ε whole: they share it, ε/V each",
        {0.3 * kSurprise[0] + kSurprise[1] + 0.3 * kSurprise[2]}},
       {"the logits were read after softmax had written over them", {std::log(8) - 0.7 * 0.25 - 0.3 / 3}},
       {"the sign is turned", {-want}}},
      "−Σ q·log p, and −log p[v] = log Σ e^logit − logit[v]"));
}

TEST(LabelSmoothingRow, LeavesItsGradient) {
  double loss = 0;
  const double p[] = {1. / 8, 2. / 8, 5. / 8};
  const std::vector<double> want{(p[0] - 0.1) / 2, (p[1] - 0.8) / 2, (p[2] - 0.1) / 2};
  EXPECT_TRUE(close_to(
      gradient_of(1, Real(0.5), &loss), want, 1e-6,
      {{"this is p − onehot: the target's certainty is 1 − ε, and ε is shared by all",
        {p[0] / 2, (p[1] - 1) / 2, p[2] / 2}},
       {"the share of ε is not taken away: q gives each word ε/V", {p[0] / 2, (p[1] - 0.7) / 2, p[2] / 2}},
       {"the target has no part of the ε that all V words share",
        {(p[0] - 0.15) / 2, (p[1] - 0.7) / 2, (p[2] - 0.15) / 2}},
       {"the gradient is not multiplied by the weight", {p[0] - 0.1, p[1] - 0.8, p[2] - 0.1}},
       {"the target's certainty is not multiplied by the weight",
        {(p[0] - 0.1) / 2, (p[1] - 0.1) / 2 - 0.7, (p[2] - 0.1) / 2}},
       {"the sign is turned: it is p − q", {-want[0], -want[1], -want[2]}}},
      "p − q, times the weight"));
}

TEST(LabelSmoothingRow, OfAnIgnoredTargetIsNothing) {
  double loss = 1;
  EXPECT_TRUE(close_to(gradient_of(kIgnored, 1, &loss), {0, 0, 0}, 0, {},
                       "a target that is kIgnored counts for nothing"));
  EXPECT_EQ(loss, 0);
}

struct Outcome {
  double loss;
  Array gradient;
};

template <typename F>
Outcome run(F loss_of) {
  Random random(3);
  const Tensor logits = Tensor::parameter(random_normal({2, 5, 40}, 2, random));
  Ids targets = Ids::filled({2, 5}, kIgnored);
  for (int64_t i = 0; i < targets.size(); ++i)
    if (i % 4 != 1) targets[i] = static_cast<int32_t>(random.below(40));
  const Tensor loss = loss_of(logits, targets);
  const auto value = static_cast<double>(loss.item());
  backward(loss);
  return {value, logits.grad()};
}

TEST(LabelSmoothing, WithoutEpsilonIsCrossEntropy) {
  const Outcome smoothed = run([](auto&x, auto&t) { return smoothed_cross_entropy(x, t, 0); }),
                plain = run([](auto&x, auto&t) { return cross_entropy(x, t); });
  EXPECT_NEAR(smoothed.loss, plain.loss, 1e-6);
  EXPECT_LE(max_abs_difference(smoothed.gradient, plain.gradient), 1e-7);
}

TEST(LabelSmoothing, GradientsOfARowSumToZero) {
  const Outcome smoothed = run([](auto& x, auto& t) { return smoothed_cross_entropy(x, t, 0.1); });
  for (int64_t row = 0; row < 10; ++row) {
    double sum = 0;
    for (int64_t v = 0; v < 40; ++v) sum += static_cast<double>(smoothed.gradient[row * 40 + v]);
    EXPECT_NEAR(sum, 0, 1e-6);
  }
}

// Logits log q give p = q: there the loss is its floor, and the gradient is 0.
TEST(LabelSmoothing, CannotFallUnderItsFloor) {
  constexpr int64_t kV = 65;
  Array logits = Array::full({1, kV}, static_cast<Real>(std::log(0.1 / kV)));
  logits[7] = static_cast<Real>(std::log(0.9 + 0.1 / kV));
  const Tensor x = Tensor::parameter(logits);
  const Tensor loss = smoothed_cross_entropy(x, Ids({7}), 0.1);
  EXPECT_NEAR(loss.item(), smoothing_floor(kV, 0.1), 1e-5);
  backward(loss);
  EXPECT_LE(max_abs_difference(x.grad(), Array::zeros({1, kV})), 1e-6);
  logits[7] += 5;  // surer than q: the loss rises again
  EXPECT_GT(smoothed_cross_entropy(Tensor::constant(logits), Ids({7}), 0.1).item(),
            smoothing_floor(kV, 0.1) + 0.1);
}

TEST(LabelSmoothing, FloorsAreTheEntropyOfQ) {
  EXPECT_NEAR(smoothing_floor(65, 0.1), 0.7312, 5e-5);
  EXPECT_NEAR(smoothing_floor(512, 0.1), 0.9471, 5e-5);
  EXPECT_NEAR(smoothing_floor(50257, 0.1), 1.4075, 5e-5);
  EXPECT_EQ(smoothing_floor(65, 0), 0);
  EXPECT_EQ(smoothing_floor(1, 0.5), 0);
}

TEST(LabelSmoothing, RefusesWhatDoesNotFit) {
  const auto loss = [](const Ids& targets, double epsilon) {
    return error_of([&] {
      (void)smoothed_cross_entropy(Tensor::constant(Array::zeros({2, 9})), targets, epsilon);
    });
  };
  EXPECT_TRUE(says(loss(Ids({1, 2, 3}), 0.1), {"[smoothed_cross_entropy]", "(2,9)", "2 targets", "(3)"}));
  EXPECT_TRUE(says(loss(Ids({1, 9}), 0.1), {"target 9", "position 1", "vocabulary of 9"}));
  EXPECT_TRUE(says(loss(Ids({-1, -1}), 0.1), {"none of the 2"}));
  EXPECT_TRUE(says(loss(Ids({1, 2}), 1), {"epsilon is 1", "less than 1"}));
}

}  // namespace
}  // namespace p2g
