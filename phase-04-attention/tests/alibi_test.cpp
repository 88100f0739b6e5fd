#include "attention/alibi.h"

#include <gtest/gtest.h>

#include <cmath>

#include "attention/scaled_dot_product.h"
#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"

namespace p2g {
namespace {

TEST(Alibi, SlopesOfEightHeadsAreHalves) {
  EXPECT_TRUE(close_to(alibi_slopes(8),
                       {1 / 2., 1 / 4., 1 / 8., 1 / 16., 1 / 32., 1 / 64., 1 / 128., 1 / 256.}, 1e-12));
}

// Equal keys: only the distance counts, and each step back costs a factor e^−slope.
TEST(Alibi, EqualKeysAreWeighedByTheirDistance) {
  const Tensor x = Tensor::constant(Array::zeros({1, 2, 3, 4}));
  Tensor weights;
  alibi_attention(x, x, x, &weights);
  for (int64_t h = 0; h < 2; ++h) {
    const double step = std::exp(-alibi_slopes(2)[static_cast<size_t>(h)]), all = 1 + step + step * step;
    for (int64_t j = 0; j < 3; ++j)
      EXPECT_NEAR(weights.value()[(h * 3 + 2) * 3 + j], std::pow(step, 2 - j) / all, 1e-6) << "head " << h;
    EXPECT_EQ(weights.value()[h * 9 + 1], 0) << "causal";
  }
}

// The last of many heads has nearly no slope, and is plain causal attention.
TEST(Alibi, WithoutASlopeItIsPlainAttention) {
  Random random(1);
  const Tensor x = Tensor::constant(random_normal({1, 8, 3, 4}, 1, random));
  const Array biased = alibi_attention(x, x, x).value(),
              plain = scaled_dot_product(x, x, x, {.causal = true}).value();
  for (int64_t i = 7 * 12; i < 8 * 12; ++i) EXPECT_NEAR(biased[i], plain[i], 2e-2);
  EXPECT_GT(max_abs_difference(biased, plain), 1e-2);
}

}  // namespace
}  // namespace p2g
