// Attention by itself does not know the order of its tokens.
#include <gtest/gtest.h>

#include "attention/scaled_dot_product.h"
#include "close_to.h"
#include "math/random.h"
#include "nn/aggregate.h"
#include "transformer/position.h"
#include "transformer/sinusoids.h"

namespace p2g {
namespace {

constexpr int64_t kT = 5, kC = 8;
constexpr int64_t kOrder[kT] = {3, 0, 4, 2, 1};

Array reordered(const Array& x) {
  Array y = Array::uninitialized(x.shape());
  for (int64_t t = 0; t < kT; ++t)
    for (int64_t c = 0; c < kC; ++c) y[t * kC + c] = x[kOrder[t] * kC + c];
  return y;
}

Array attended(const Array& x, const Visible& visible) {
  const Tensor heads = Tensor::constant(x.reshaped({1, 1, kT, kC}));
  return scaled_dot_product(heads, heads, heads, visible).value().reshaped({1, kT, kC});
}

Array words() {
  Random random(7);
  return random_normal({1, kT, kC}, 1, random);
}

TEST(Order, OfTokensOnlyReordersWhatAttentionGives) {
  EXPECT_TRUE(close_to(attended(reordered(words()), {}), reordered(attended(words(), {})), 1e-5));
}

TEST(Order, IsFeltWithPositions) {
  const Tensor table = Tensor::constant(sinusoids(kT, kC));
  const auto placed = [&](const Array& x) { return add_positions(Tensor::constant(x), table).value(); };
  EXPECT_FALSE(
      close_to(attended(placed(reordered(words())), {}), reordered(attended(placed(words()), {})), 0.1));
}

TEST(Order, IsFeltALittleThroughTheCausalMask) {
  const Visible causal{/*causal=*/true};
  EXPECT_FALSE(close_to(attended(reordered(words()), causal), reordered(attended(words(), causal)), 0.1));
}

}  // namespace
}  // namespace p2g
