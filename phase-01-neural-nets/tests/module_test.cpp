#include "nn/module.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Linear, StartsFromANormalDistributionAndNoBias) {
  Random random(1);
  const Linear layer(300, 200, /*with_bias=*/true, kGpt2Deviation, random);
  const Array& w = layer.weight.value();
  const double n = static_cast<double>(w.size()), mean = sum(w) / n;
  EXPECT_EQ(w.shape(), (Shape{300, 200}));
  EXPECT_NEAR(mean, 0, 5 * 0.02 / std::sqrt(n));
  EXPECT_NEAR(std::sqrt(sum_of_squares(w) / n), 0.02, 0.02 * 5 / std::sqrt(2 * n));
  EXPECT_EQ(sum_of_squares(layer.bias.value()), 0);
  EXPECT_TRUE(layer.weight.requires_grad());
  EXPECT_TRUE(layer.bias.requires_grad());
}

TEST(Linear, OfOneSeedIsOneLayer) {
  Random one(2), same(2), other(3);
  const Linear a(5, 4, false, 1, one), b(5, 4, false, 1, same), c(5, 4, false, 1, other);
  EXPECT_EQ(max_abs_difference(a.weight.value(), b.weight.value()), 0);
  EXPECT_NE(max_abs_difference(a.weight.value(), c.weight.value()), 0);
}

TEST(Linear, WithAndWithoutBias) {
  Random random(4);
  Linear layer(2, 3, true, 1, random);
  layer.weight.mutable_value().fill(1);
  layer.bias.mutable_value().fill(10);
  const Tensor x = Tensor::constant(Array::of({1, 2}, {2, 3}));
  EXPECT_EQ(max_abs_difference(layer(x).value(), Array::full({1, 3}, 15)), 0);
  layer.bias = Tensor();
  EXPECT_EQ(max_abs_difference(layer(x).value(), Array::full({1, 3}, 5)), 0);
}

// Radford et al. 2019: residual weights are scaled by 1/√N, N residual layers, two a block.
TEST(Initialisation, ResidualProjectionsAreSmallerByTheRootOfTheirNumber) {
  EXPECT_DOUBLE_EQ(gpt2_residual_deviation(12), 0.02 / std::sqrt(24));
  EXPECT_DOUBLE_EQ(gpt2_residual_deviation(1) * std::sqrt(2), 0.02);
}

TEST(Parameters, AreListedByNameCountedFoundAndZeroed) {
  Random random(5);
  const Linear first(2, 3, true, 1, random), second(3, 4, false, 1, random);
  Parameters parameters;
  first.list(parameters, "a.");
  second.list(parameters, "b.");
  ASSERT_EQ(parameters.size(), 3u);
  EXPECT_EQ(parameters[0].name, "a.weight");
  EXPECT_EQ(parameters[1].name, "a.bias");
  EXPECT_EQ(parameters[2].name, "b.weight");
  EXPECT_EQ(parameter_count(parameters), 2 * 3 + 3 + 3 * 4);
  EXPECT_EQ(find_parameter(parameters, "a.bias").node(), first.bias.node());
  EXPECT_TRUE(
      says(error_of([&] { (void)find_parameter(parameters, "b.bias"); }), {"[parameters]", "'b.bias'", "3"}));

  backward(second(first(Tensor::constant(Array::zeros({1, 2})))), Array::full({1, 4}, 1));
  for (const NamedTensor& p : parameters) EXPECT_TRUE(p.tensor.has_grad()) << p.name;
  zero_grad(parameters);
  for (const NamedTensor& p : parameters) EXPECT_FALSE(p.tensor.has_grad()) << p.name;
}

}  // namespace
}  // namespace p2g
