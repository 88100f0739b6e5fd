// Attention in tiles beside the formula, operation by operation, for everything a query may see.
#include "attention/flash.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "attention/heads.h"
#include "attention/scaled_dot_product.h"
#include "attention/tile.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "throws.h"

namespace p2g {
namespace {

struct Case {
  int64_t B, Tq, Tk, H, G, D;
  Visible visible{};
  double dropout = 0;
};

std::string name_of(const Case& c) {
  return fmt::format("B {} Tq {} Tk {} H {} G {} D {} causal {} window {} lengths {} dropout {}", c.B, c.Tq,
                     c.Tk, c.H, c.G, c.D, c.visible.causal, c.visible.window, c.visible.key_lengths.size(),
                     c.dropout);
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {2, 7, 5, 3, 3, 5},    // across, fewer keys than queries
      {1, 1, 130, 2, 2, 4},  // one query
      {2, 70, 150, 2, 2, 8},
      {1, 600, 65, 1, 1, 16},  // more queries than one chunk
      {2, 9, 9, 4, 2, 3, {.causal = true}},
      {1, 130, 130, 6, 1, 8, {.causal = true}},  // one head of keys for all
      {1, 5, 70, 2, 1, 8, {.causal = true}},     // newest queries over a longer past
      {1, 70, 133, 2, 2, 5, {.causal = true}},
      {2, 100, 163, 2, 2, 20, {.causal = true}},
      {3, 66, 140, 2, 2, 6, {.key_lengths = {140, 1, 65}}},
      {3, 90, 90, 2, 1, 6, {.causal = true, .key_lengths = {90, 3, 64}}},
      {1, 200, 200, 2, 2, 8, {.causal = true, .window = 1}},
      {1, 200, 200, 2, 1, 8, {.causal = true, .window = 7}},
      {1, 200, 300, 2, 2, 8, {.causal = true, .window = 64}},
      {1, 300, 300, 1, 1, 8, {.causal = true, .window = 65}},
      {1, 530, 700, 1, 1, 8, {.causal = true, .window = 100}},
      {2, 80, 80, 2, 2, 8, {.causal = true, .window = 40, .key_lengths = {80, 60}}},
      {2, 75, 140, 4, 2, 8, {.causal = true, .window = 90, .key_lengths = {140, 130}}, 0.3},
      {2, 75, 90, 2, 1, 8, {.key_lengths = {20, 90}}, 0.4},
  };
  return all;
}

struct Outcome {
  Array y, dq, dk, dv;
};

// q (B,Tq,H·D), k and v (B,Tk,G·D), and what a fixed dy sends down.
template <typename F>
Outcome run(const Case& c, F apply) {
  Random random(7), drops(3), seed(9);
  const Tensor q = Tensor::parameter(random_normal({c.B, c.Tq, c.H * c.D}, 1, random));
  const Tensor k = Tensor::parameter(random_normal({c.B, c.Tk, c.G * c.D}, 1, random));
  const Tensor v = Tensor::parameter(random_normal({c.B, c.Tk, c.G * c.D}, 1, random));
  const Tensor y = apply(q, k, v, drops);
  backward(y, random_normal(y.shape(), 1, seed));
  return {y.value(), q.grad(), k.grad(), v.grad()};
}

Outcome tiled(const Case& c) {
  return run(c, [&](const Tensor& q, const Tensor& k, const Tensor& v, Random& drops) {
    return flash_attention(q, k, v, c.H, c.G, c.visible, c.dropout, &drops);
  });
}

Outcome composed(const Case& c) {
  return run(c, [&](const Tensor& q, const Tensor& k, const Tensor& v, Random& drops) {
    return merge_heads(scaled_dot_product(split_heads(q, c.H), split_heads(k, c.G), split_heads(v, c.G),
                                          c.visible, c.dropout, &drops));
  });
}

TEST(Flash, IsTheComposedFormulaForwardAndBackward) {
  for (const Case& c : cases()) {
    const Outcome got = tiled(c), wanted = composed(c);
    EXPECT_LE(max_abs_difference(got.y, wanted.y), 2e-5) << name_of(c);
    EXPECT_LE(max_abs_difference(got.dq, wanted.dq), 1e-4) << "dq, " << name_of(c);
    EXPECT_LE(max_abs_difference(got.dk, wanted.dk), 2e-4) << "dk, " << name_of(c);
    EXPECT_LE(max_abs_difference(got.dv, wanted.dv), 2e-4) << "dv, " << name_of(c);
  }
}

TEST(Flash, ThreadsDoNotChangeABit) {
  const int before = thread_count();
  for (const Case& c : {cases()[5], cases()[17]}) {
    set_thread_count(1);
    const Outcome one = tiled(c);
    set_thread_count(3);
    const Outcome three = tiled(c);
    EXPECT_EQ(max_abs_difference(one.y, three.y), 0) << name_of(c);
    EXPECT_EQ(max_abs_difference(one.dq, three.dq), 0) << name_of(c);
    EXPECT_EQ(max_abs_difference(one.dk, three.dk), 0) << name_of(c);
    EXPECT_EQ(max_abs_difference(one.dv, three.dv), 0) << name_of(c);
  }
  set_thread_count(before);
}

// The same tensor may ask, answer and be told: its gradient is the sum of the three.
TEST(Flash, OneTensorMayBeAllThree) {
  Random random(4), seed(5);
  const Array x = random_normal({1, 70, 8}, 1, random), dy = random_normal({1, 70, 8}, 1, seed);
  const Tensor one = Tensor::parameter(x.clone());
  backward(flash_attention(one, one, one, 2, 2, {}), dy.clone());
  const Tensor q = Tensor::parameter(x.clone()), k = Tensor::parameter(x.clone()),
               v = Tensor::parameter(x.clone());
  backward(flash_attention(q, k, v, 2, 2, {}), dy.clone());
  for (int64_t i = 0; i < x.size(); ++i)
    ASSERT_NEAR(one.grad()[i], q.grad()[i] + k.grad()[i] + v.grad()[i], 1e-5) << i;
}

// Tiles of keys that no query of a tile sees are never read: what is not a number there does no harm.
TEST(Flash, TilesOutsideTheWindowAreSkipped) {
  Random random(6);
  const int64_t T = 400, window = 50;
  const Real nan = std::numeric_limits<Real>::quiet_NaN();
  Array k = random_normal({1, T, 8}, 1, random), v = random_normal({1, T, 8}, 1, random);
  for (int64_t i = 0; i < 128 * 8; ++i) k[i] = v[i] = nan;  // queries from 200 on see no key before 151
  const Tensor q = Tensor::parameter(random_normal({1, 200, 8}, 1, random));
  const Tensor keys = Tensor::parameter(k), values = Tensor::parameter(v);
  const Tensor y = flash_attention(q, keys, values, 1, 1, {.causal = true, .window = window});
  EXPECT_TRUE(all_finite(y.value()));
  backward(y, random_normal(y.shape(), 1, random));
  EXPECT_TRUE(all_finite(q.grad()));
  EXPECT_TRUE(all_finite(keys.grad()));
  for (int64_t i = 0; i < 128 * 8; ++i) ASSERT_EQ(values.grad()[i], 0) << "nobody saw key " << i / 8;
}

// What decides which pairs of tiles are looked at, beside every single pair of a query and a key.
TEST(Flash, TilesAreSeenWhereOneOfTheirPairsIs) {
  for (const Reach& reach :
       {Reach{0, 300, true, 0}, Reach{37, 337, true, 50}, Reach{10, 290, true, 1}, Reach{0, 200, false, 0}})
    for (int64_t query = 0; query < 300; query += 64)
      for (int64_t key = 0; key < 340; key += 64) {
        bool seen = false;
        for (int64_t i = query; i < query + 64; ++i)
          for (int64_t j = key; j < key + 64; ++j) seen = seen || (reach.first(i) <= j && j < reach.end(i));
        EXPECT_EQ(tile::sees(reach, query, query + 63, key, 64), seen)
            << "query " << query << ", key " << key;
      }
}

TEST(Flash, LargeScoresDoNotOverflow) {
  Random random(8);
  const Tensor q = Tensor::parameter(random_normal({1, 130, 8}, 60, random));
  const Tensor y = flash_attention(q, q, q, 1, 1, {.causal = true, .window = 20});
  backward(y, random_normal(y.shape(), 1, random));
  EXPECT_TRUE(all_finite(y.value()));
  EXPECT_TRUE(all_finite(q.grad()));
}

TEST(Flash, WrongShapesNameTheLikelyMistake) {
  const Tensor q = Tensor::constant(Array::zeros({2, 3, 8})), k = Tensor::constant(Array::zeros({2, 5, 4}));
  EXPECT_EQ(
      error_of([&] { flash_attention(q, k, k, 4, 4, {}); }),
      "[flash_attention] q is (2,3,8), k (2,5,4), v (2,5,4) with 4 and 4 heads: wanted q (B,Tq,H·D), k and v "
      "(B,Tk,G·D), and G a divisor of H");
  EXPECT_TRUE(says(error_of([&] {
                     flash_attention(q, k, k, 4, 2, {.key_lengths = {5, 0}});
                   }),
                   {"[flash_attention]", "sequence 1 sees no key"}));
  EXPECT_TRUE(says(error_of([&] { scaled_dot_product(q, k, k); }), {"[scaled_dot_product] q is (2,3,8)"}));
}

}  // namespace
}  // namespace p2g
