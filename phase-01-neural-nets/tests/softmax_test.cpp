// Activations, softmax and cross-entropy: what must hold for any numbers.
#include "nn/softmax.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/random.h"
#include "math/reduce.h"
#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "throws.h"

namespace p2g {
namespace {

Array normal(const Shape& shape, double deviation, uint64_t seed) {
  Random random(seed);
  return random_normal(shape, deviation, random);
}

TEST(Activation, Values) {
  const Tensor x = Tensor::constant(Array::of({4}, {-2, 0, 0.5, 3}));
  for (int64_t i = 0; i < 4; ++i) {
    const double v = static_cast<double>(x.value()[i]);
    EXPECT_EQ(relu(x).value()[i], static_cast<Real>(std::max(0.0, v)));
    EXPECT_NEAR(tanh(x).value()[i], std::tanh(v), 1e-6);
    EXPECT_NEAR(sigmoid(x).value()[i], 1 / (1 + std::exp(-v)), 1e-6);
    EXPECT_NEAR(exp(x).value()[i], std::exp(v), 1e-5);
    EXPECT_NEAR(log(exp(x)).value()[i], v, 1e-5);
  }
}

TEST(Activation, NanStaysNan) {
  const Tensor x = Tensor::constant(Array::full({1}, std::nanf("")));
  for (const Tensor& y : {relu(x), tanh(x), sigmoid(x), exp(x), log(x)}) EXPECT_TRUE(std::isnan(y.item()));
}

TEST(Softmax, RowsArePositiveSumToOneAndFeelNoShift) {
  const Tensor x = Tensor::constant(normal({2, 5, 37}, 3, 1));
  const Array y = softmax(x).value();
  for (int64_t row = 0; row < 10; ++row) {
    double total = 0;
    for (int64_t c = 0; c < 37; ++c) {
      EXPECT_GT(y[row * 37 + c], 0);
      total += static_cast<double>(y[row * 37 + c]);
    }
    EXPECT_NEAR(total, 1, 1e-5);
  }
  const Tensor shifted = add_bias(x, Tensor::constant(Array::full({37}, 50)));
  EXPECT_LE(max_abs_difference(softmax(shifted).value(), y), 1e-5);
}

TEST(LogSoftmax, IsTheLogarithmEvenWhereSoftmaxIsZero) {
  const Tensor x = Tensor::constant(normal({4, 37}, 3, 2));
  EXPECT_LE(max_abs_difference(log_softmax(x).value(), log(softmax(x)).value()), 1e-5);
  const Tensor far = Tensor::constant(Array::of({2}, {0, -500}));
  EXPECT_EQ(softmax(far).value()[1], 0);
  EXPECT_EQ(log_softmax(far).value()[1], -500);
}

TEST(CrossEntropy, IsTheMeanOfLogSoftmaxAtTheTargets) {
  const Array logits = normal({3, 4, 37}, 3, 3);
  const Ids targets({3, 4}, {0, 36, 5, kIgnored, 7, 7, 7, kIgnored, 1, 2, 3, 4});
  const Tensor x = Tensor::parameter(logits.clone()), z = Tensor::parameter(logits.clone());
  const Tensor loss = cross_entropy(x, targets);

  const Array log_p = log_softmax(Tensor::constant(logits)).value();
  Array choice = Array::zeros({3, 4, 37});  // −1/10 at each of the ten targets
  double wanted = 0;
  for (int64_t i = 0; i < 12; ++i)
    if (targets[i] != kIgnored) {
      choice[i * 37 + targets[i]] = Real(-0.1);
      wanted -= static_cast<double>(log_p[i * 37 + targets[i]]) / 10;
    }
  EXPECT_NEAR(loss.item(), wanted, 1e-5);
  backward(loss);
  backward(log_softmax(z), choice);
  EXPECT_LE(max_abs_difference(x.grad(), z.grad()), 1e-6);
}

TEST(CrossEntropy, IgnoredTargetsGetNoGradient) {
  const Tensor x = Tensor::parameter(normal({2, 5}, 1, 4));
  backward(cross_entropy(x, Ids({kIgnored, 3})));
  for (int64_t c = 0; c < 5; ++c) {
    EXPECT_EQ(x.grad()[c], 0);
    EXPECT_NE(x.grad()[5 + c], 0);
  }
}

TEST(CrossEntropy, OfIgnoranceIsTheLogarithmOfTheVocabulary) {
  const Tensor x = Tensor::constant(Array::zeros({4, 65}));
  EXPECT_NEAR(cross_entropy(x, Ids({0, 1, 2, 64})).item(), std::log(65), 1e-6);
}

TEST(CrossEntropy, HugeLogitsDoNotOverflow) {
  const Tensor x = Tensor::parameter(Array::of({2, 2}, {1e4, -1e4, 1e4, -1e4}));
  const Tensor loss = cross_entropy(x, Ids({0, 1}));
  EXPECT_NEAR(loss.item(), 1e4, 1);  // (0 + 20000) / 2
  backward(loss);
  EXPECT_LE(max_abs_difference(x.grad(), Array::of({2, 2}, {0, 0, 0.5, -0.5})), 1e-6);
}

TEST(CrossEntropy, LeavesTheLogitsAloneAndScalesWithWhatComesFromAbove) {
  const Array logits = normal({3, 7}, 1, 5);
  const Ids targets({1, 2, 3});
  const Tensor x = Tensor::parameter(logits.clone()), z = Tensor::parameter(logits.clone());
  backward(cross_entropy(x, targets));
  EXPECT_EQ(max_abs_difference(x.value(), logits), 0);
  backward(scale(cross_entropy(z, targets), 4));
  for (int64_t i = 0; i < 21; ++i) EXPECT_NEAR(z.grad()[i], 4 * x.grad()[i], 1e-6);
}

TEST(CrossEntropy, RefusesTargetsThatDoNotFit) {
  const Tensor x = Tensor::constant(Array::zeros({2, 5}));
  EXPECT_TRUE(says(error_of([&] { (void)cross_entropy(x, Ids({1})); }),
                   {"[cross_entropy]", "(2,5)", "2 targets", "(1)"}));
  EXPECT_TRUE(says(error_of([&] {
                     (void)cross_entropy(x, Ids({1, 5}));
                   }),
                   {"target 5", "position 1", "vocabulary of 5"}));
  EXPECT_TRUE(says(error_of([&] { (void)cross_entropy(x, Ids({1, -2})); }), {"target -2"}));
  EXPECT_TRUE(says(error_of([&] { (void)cross_entropy(x, Ids({kIgnored, kIgnored})); }), {"none of the 2"}));
}

}  // namespace
}  // namespace p2g
