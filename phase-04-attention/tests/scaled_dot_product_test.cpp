#include "attention/scaled_dot_product.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"
#include "nn/aggregate.h"

namespace p2g {
namespace {

Tensor one_head(int64_t T, int64_t D, std::initializer_list<double> numbers) {
  return Tensor::constant(Array::of({1, 1, T, D}, numbers));
}

// One query of four numbers, two keys: products 4 and 0, scores 2 and 0, weights 0.8808 and 0.1192.
TEST(ScaledDotProduct, OneQueryByHand) {
  const Tensor q = one_head(1, 4, {2, 0, 0, 0}), k = one_head(2, 4, {2, 1, 0, 0, 0, 0, 1, 0});
  const Tensor v = one_head(2, 4, {10, 0, 1, 0, 20, 1, 0, 0});
  const auto mix = [](double p) { return std::vector<double>{10 * p + 20 * (1 - p), 1 - p, p, 0}; };
  const auto logistic = [](double score) { return 1 / (1 + std::exp(-score)); };
  Tensor weights;
  const Tensor y = scaled_dot_product(q, k, v, {}, 0, nullptr, &weights);
  EXPECT_TRUE(close_to(y.value(), Array::of({1, 1, 1, 4}, {10 * .880797 + 20 * .119203, .119203, .880797, 0}),
                       1e-5,
                       {{"not divided by √D: the products 4 and 0 are the scores", mix(logistic(4))},
                        {"divided by D and not by √D", mix(logistic(1))},
                        {"multiplied by √D", mix(logistic(8))},
                        {"the keys are summed and not the values", {2 * .880797, .880797, .119203, 0}},
                        {"no softmax: the scores themselves weigh the values", {20, 0, 2, 0}}},
                       "softmax(2, 0) = (0.881, 0.119) weighs the values"));
  ASSERT_TRUE(holds(weights.defined(), "weights for whom asked for them", "nothing", "set *weights"));
  EXPECT_TRUE(close_to(weights.value(), Array::of({1, 1, 1, 2}, {.880797, .119203}), 1e-5));
}

TEST(ScaledDotProduct, HidesBeforeTheSoftmax) {
  const Tensor x = one_head(2, 1, {1, 3});
  Tensor weights;
  scaled_dot_product(x, x, x, {.causal = true}, 0, nullptr, &weights);
  const double p = 1 / (1 + std::exp(-6.0));
  EXPECT_TRUE(close_to(
      weights.value(), Array::of({1, 1, 2, 2}, {1, 0, 1 - p, p}), 1e-5,
      {{"nothing is hidden: call mask_scores before the softmax",
        {1 / (1 + std::exp(2.0)), 1 / (1 + std::exp(-2.0)), 1 - p, p}},
       {"hidden after the softmax: the rest no longer sums to 1", {1 / (1 + std::exp(2.0)), 0, 1 - p, p}}}));
}

// Four heads of queries over two of keys: heads 0 and 1 share the first, 2 and 3 the second.
TEST(ScaledDotProduct, NeighbouringHeadsShareKeys) {
  Random random(2);
  const Array q = random_normal({2, 4, 3, 5}, 1, random), k = random_normal({2, 2, 6, 5}, 1, random);
  const Array v = random_normal({2, 2, 6, 5}, 1, random);
  const auto repeated = [](const Array& x) {
    Array y = Array::zeros({2, 4, 6, 5});
    for (int64_t b = 0; b < 2; ++b)
      for (int64_t h = 0; h < 4; ++h)
        for (int64_t i = 0; i < 30; ++i) y[(b * 4 + h) * 30 + i] = x[(b * 2 + h / 2) * 30 + i];
    return Tensor::constant(y);
  };
  const Tensor query = Tensor::constant(q);
  const Array shared = scaled_dot_product(query, Tensor::constant(k), Tensor::constant(v)).value();
  const Array wanted = scaled_dot_product(query, repeated(k), repeated(v)).value();
  EXPECT_TRUE(
      close_to(shared, wanted, 1e-5, {}, "head h of the queries uses head h / (H/G) of keys and values"));
}

TEST(ScaledDotProduct, TheOrderOfKeysDoesNotMatter) {
  Random random(3);
  const Array q = random_normal({1, 1, 2, 4}, 1, random), k = random_normal({1, 1, 5, 4}, 1, random);
  const Array v = random_normal({1, 1, 5, 4}, 1, random);
  const auto turned = [](const Array& x) {
    Array y = x.clone();
    for (int64_t t = 0; t < 5; ++t)
      for (int64_t d = 0; d < 4; ++d) y[(4 - t) * 4 + d] = x[t * 4 + d];
    return Tensor::constant(y);
  };
  const Tensor query = Tensor::constant(q);
  const Array one = scaled_dot_product(query, Tensor::constant(k), Tensor::constant(v)).value();
  EXPECT_TRUE(close_to(scaled_dot_product(query, turned(k), turned(v)).value(), one, 1e-5));
}

TEST(ScaledDotProduct, DropsWeightsWhileTraining) {
  Random drops(4);
  const Tensor q = Tensor::constant(Array::zeros({1, 1, 1, 2})),
               k = Tensor::constant(Array::zeros({1, 1, 400, 2}));
  const Tensor v = Tensor::constant(Array::full({1, 1, 400, 2}, 1));
  Tensor weights;
  const Real y = scaled_dot_product(q, k, v, {}, 0.5, &drops, &weights).value()[0];
  EXPECT_TRUE(holds(std::abs(y - 1) > 1e-4 && std::abs(y - 1) < 0.25,
                    "near 1, and not 1: half of 400 weights are gone", fmt::format("{}", y),
                    "dropout(weights, p, *random) comes between softmax and the values"));
  EXPECT_NEAR(weights.value()[0], 1.0 / 400, 1e-6) << "the weights that are shown are those before";
}

}  // namespace
}  // namespace p2g
