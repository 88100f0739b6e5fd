#include "transformer/gelu.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"
#include "nn/arithmetic.h"
#include "throws.h"

namespace p2g {
namespace {

std::vector<double> row_of(void (*f)(const Real*, Real*, int64_t), std::vector<Real> x) {
  std::vector<Real> y(x.size());
  f(x.data(), y.data(), static_cast<int64_t>(x.size()));
  return {y.begin(), y.end()};
}

// At 1: √(2/π)·1.044715 = 0.833556, tanh of it 0.682384, so ½·1.682384 = 0.841192.
TEST(Gelu, OfFourNumbersByHand) {
  EXPECT_TRUE(
      close_to(row_of(gelu_row, {-2, -1, 0, 1}), {-0.045402, -0.158808, 0, 0.841192}, 1e-5,
               {{"x is missing: gelu weighs the number itself, x times the gate",
                 {0.0227010, 0.158808, 0.5, 0.841192}},
                {"this is relu: the gate opens gradually, not at 0", {0, 0, 0, 1}},
                {"the cube is missing: √(2/π)·(x + 0.044715 x³)", {-0.0789708, -0.1685738, 0, 0.8314262}},
                {"½(1 + tanh u) is sigmoid(2u), not sigmoid(u)", {-0.2645049, -0.3028924, 0, 0.6971076}},
                {"this is x·sigmoid(x), which SwiGLU will use", {-0.238406, -0.268941, 0, 0.731059}}},
               "½x(1 + tanh(√(2/π)(x + 0.044715x³)))"));
}

TEST(Gelu, SlopeOfFourNumbersByHand) {
  EXPECT_TRUE(close_to(
      row_of(gelu_slope_row, {-2, -1, 0, 1}), {-0.0860993, -0.0829641, 0.5, 1.0829641}, 1e-5,
      {{"the gate changes with x too: a product has two derivatives", {0.0227010, 0.158808, 0.5, 0.841192}},
       {"the cube's derivative is 3·0.044715·x² = 0.134145·x²", {-0.0607702, -0.0638998, 0.5, 1.0638998}}},
      "the gate, plus x times the gate's own slope"));
}

TEST(Gelu, IsTheTanhFormula) {
  for (double x = -8; x <= 8; x += 0.01) {
    const double inner = std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x);
    EXPECT_NEAR(gelu_value(static_cast<Real>(x)), 0.5 * x * (1 + std::tanh(inner)), 2e-6) << x;
  }
}

// The tanh form stays near x·Φ(x), the exact GELU.
TEST(Gelu, IsNearItsDefinition) {
  for (double x = -5; x <= 5; x += 0.1)
    EXPECT_NEAR(gelu_value(static_cast<Real>(x)), x * 0.5 * std::erfc(-x / std::numbers::sqrt2), 5e-4) << x;
}

TEST(Gelu, IsTheIdentityFarRightAndZeroFarLeftWithFiniteSlopes) {
  for (const Real x : {Real(12), Real(100), Real(1e4)}) {
    EXPECT_EQ(gelu_value(x), x);
    EXPECT_EQ(gelu_slope(x), 1);
    EXPECT_EQ(gelu_value(-x), 0);
    EXPECT_EQ(gelu_slope(-x), 0);
  }
  EXPECT_EQ(gelu_value(0), 0);
  EXPECT_EQ(gelu_slope(0), Real(0.5));
  EXPECT_TRUE(std::isnan(gelu_value(std::nanf(""))));
}

TEST(Gelu, SlopeIsTheDerivative) {
  for (double x = -6; x <= 6; x += 0.05) {
    const auto f = [](double v) {
      return 0.5 * v * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (v + 0.044715 * v * v * v)));
    };
    EXPECT_NEAR(gelu_slope(static_cast<Real>(x)), (f(x + 1e-5) - f(x - 1e-5)) / 2e-5, 5e-6) << x;
  }
}

TEST(BiasGelu, IsGeluOfAddBias) {
  Random random(1);
  const Array x = random_normal({3, 50, 130}, 2, random), b = random_normal({130}, 1, random),
              dy = random_normal({3, 50, 130}, 1, random);
  const Tensor x1 = Tensor::parameter(x), b1 = Tensor::parameter(b.clone()), x2 = Tensor::parameter(x),
               b2 = Tensor::parameter(b.clone());
  const Tensor fused = bias_gelu(x1, b1), composed = gelu(add_bias(x2, b2));
  EXPECT_EQ(max_abs_difference(fused.value(), composed.value()), 0);
  backward(fused, dy.clone());
  backward(composed, dy.clone());
  EXPECT_LE(max_abs_difference(x1.grad(), x2.grad()), 1e-6);
  EXPECT_LE(max_abs_difference(b1.grad(), b2.grad()), 1e-4);
}

TEST(BiasGelu, RefusesABiasOfAnotherWidth) {
  const Tensor x = Tensor::constant(Array::zeros({2, 3}));
  EXPECT_TRUE(says(error_of([&] { (void)bias_gelu(x, Tensor::constant(Array::zeros({2}))); }),
                   {"[bias_gelu]", "bias", "(2)", "(3)"}));
}

}  // namespace
}  // namespace p2g
