#include "transformer/layer_norm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "throws.h"

namespace p2g {
namespace {

// The row 1 3 3 9 has mean 4 and variance 9. ε is 7, so that it is seen: √(9 + 7) = 4.
constexpr int64_t kC = 4;
const Real kX[kC] = {1, 3, 3, 9};
constexpr double kEpsilon = 7;

// What a normaliser that divides by `deviation` would answer, with the weight and bias of the test.
std::vector<double> over(double deviation, double mean = 4) {
  return {(1 - mean) / deviation, 2 * (3 - mean) / deviation, 2 * (3 - mean) / deviation + 1,
          (9 - mean) / deviation};
}

TEST(LayerNormRow, OfFourNumbersByHand) {
  const Real weight[kC] = {1, 2, 2, 1}, bias[kC] = {0, 0, 1, 0};
  Array y = Array::full({kC}, -7);
  layer_norm_row(kX, weight, bias, kEpsilon, y.data(), kC);
  EXPECT_TRUE(close_to(
      y, Array::of({kC}, {-0.75, -0.5, 0.5, 1.25}), 1e-6,
      {{"the variance is divided by C − 1: GPT-2 divides by C, the biased one", over(std::sqrt(12 + 7))},
       {"epsilon is added to the deviation: it belongs under the root, to the variance", over(3 + 7)},
       {"epsilon is missing under the root", over(3)},
       {"divided by the variance: its root is wanted", over(16)},
       {"the variance is that around 0: take the mean out before squaring", over(std::sqrt(25 + 7))},
       {"the mean is not taken out of x", over(4, 0)},
       {"the bias is missing", {-0.75, -0.5, -0.5, 1.25}},
       {"the weight is missing", {-0.75, -0.25, 0.75, 1.25}}}));
}

// g = dy ⊙ weight = (4, 0, 0, 0); x̂ = (−¾, −¼, −¼, 5/4); mean(g) = 1, mean(g ⊙ x̂) = −¾.
TEST(LayerNormRow, GradientByHand) {
  const Real weight[kC] = {2, 1, 1, 1}, dy[kC] = {2, 0, 0, 0};
  Array dx = Array::full({kC}, -7);
  layer_norm_row_gradient(kX, {Real(4), Real(0.25)}, weight, dy, dx.data(), kC);
  EXPECT_TRUE(close_to(
      dx, Array::of({kC}, {0.609375, -0.296875, -0.296875, -0.015625}), 1e-6,
      {{"the mean is treated as a constant: − mean(g) is missing",
        {0.859375, -0.046875, -0.046875, 0.234375}},
       {"the deviation is treated as a constant: − x̂·mean(g ⊙ x̂) is missing", {0.75, -0.25, -0.25, -0.25}},
       {"mean and deviation are treated as constants: both follow x", {1, 0, 0, 0}},
       {"dy is used without the weight: g = dy ⊙ weight", {0.3046875, -0.1484375, -0.1484375, -0.0078125}},
       {"rstd is missing", {2.4375, -1.1875, -1.1875, -0.0625}}}));
}

Array normal(const Shape& shape, double mean, double deviation, uint64_t seed) {
  Random random(seed);
  Array a = Array::uninitialized(shape);
  fill_normal(a, mean, deviation, random);
  return a;
}

Array plain_norm(const Array& x) { return LayerNorm(x.shape().last(), 1e-5)(Tensor::constant(x)).value(); }

TEST(LayerNorm, RowsHaveMeanZeroAndBiasedVarianceOne) {
  for (const int64_t C : {2, 15, 16, 17, 300}) {
    const Array y = plain_norm(normal({2, 5, C}, 7, 3, 1));
    for (int64_t row = 0; row < 10; ++row) {
      double mean = 0, square = 0;
      for (int64_t c = 0; c < C; ++c) {
        const double v = static_cast<double>(y[row * C + c]);
        mean += v / static_cast<double>(C);
        square += v * v / static_cast<double>(C);
      }
      EXPECT_NEAR(mean, 0, 1e-5) << C;
      EXPECT_NEAR(square, 1, 1e-3) << C;
    }
  }
}

TEST(LayerNorm, DoesNotFeelShiftAndScaleOfARow) {
  const Array x = normal({4, 40}, 0, 1, 2);
  Array moved = x.clone();
  for (int64_t i = 0; i < x.size(); ++i) moved[i] = 5 * x[i] + 3;
  EXPECT_LE(max_abs_difference(plain_norm(moved), plain_norm(x)), 1e-4);
}

// The mean is taken out before squaring: otherwise a large offset would drown the variance in rounding.
TEST(LayerNorm, KeepsItsDigitsFarFromZero) {
  const Array x = normal({4, 64}, 0, 1, 3);
  Array far = x.clone();
  for (int64_t i = 0; i < x.size(); ++i) far[i] = static_cast<Real>(std::round(x[i] * 64) / 64);
  const Array near = far.clone();
  for (int64_t i = 0; i < x.size(); ++i) far[i] += 4096;  // exact in float
  EXPECT_LE(max_abs_difference(plain_norm(far), plain_norm(near)), 1e-3);
}

TEST(LayerNorm, OfAConstantRowIsTheBias) {
  LayerNorm norm(8, 1e-5);
  norm.bias.mutable_value().fill(Real(0.25));
  EXPECT_EQ(
      max_abs_difference(norm(Tensor::constant(Array::full({1, 8}, 3))).value(), Array::full({1, 8}, 0.25)),
      0);
}

TEST(LayerNorm, TheRowForInferenceIsTheOperation) {
  const Array x = normal({3, 50}, 1, 2, 4), weight = normal({50}, 1, 1, 5), bias = normal({50}, 0, 1, 6);
  const Array whole =
      layer_norm(Tensor::constant(x), Tensor::constant(weight), Tensor::constant(bias), 1e-5).value();
  Array row = Array::uninitialized({50});
  for (int64_t i = 0; i < 3; ++i) {
    layer_norm_row(x.data() + i * 50, weight.data(), bias.data(), 1e-5, row.data(), 50);
    EXPECT_EQ(max_abs_difference(row, whole.slice(i, 1).reshaped({50})), 0);
  }
}

TEST(LayerNorm, StartsAsPlainNormalisationAndListsItsParameters) {
  const LayerNorm norm(4, 1e-5);
  EXPECT_EQ(max_abs_difference(norm.weight.value(), Array::full({4}, 1)), 0);
  EXPECT_EQ(max_abs_difference(norm.bias.value(), Array::zeros({4})), 0);
  Parameters parameters;
  norm.list(parameters, "ln_f.");
  ASSERT_EQ(parameters.size(), 2u);
  EXPECT_EQ(parameters[0].name, "ln_f.weight");
  EXPECT_EQ(parameters[1].name, "ln_f.bias");
}

TEST(LayerNorm, RefusesWrongShapes) {
  const LayerNorm norm(4, 1e-5);
  EXPECT_TRUE(says(error_of([&] {
                     (void)norm(Tensor::constant(Array::zeros({2, 5})));
                   }),
                   {"[layer_norm]", "(4)", "(5)"}));
}

}  // namespace
}  // namespace p2g
