#include "attention/rope.h"

#include <gtest/gtest.h>

#include <cmath>

#include "attention/heads.h"
#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

constexpr RopePairs kBoth[] = {RopePairs::neighbours, RopePairs::halves};

double dot(const Array& a, const Array& b) {
  double sum = 0;
  for (int64_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

Array at(const Array& x, int64_t position, RopePairs pairs) {
  return rope(Tensor::constant(x), position, 10000, pairs).value();
}

// D = 4 at position 3: pair 0 turns by 3 radians, pair 1 by 3/100.
TEST(Rope, TwoPairsByHand) {
  const double c = std::cos(3.0), s = std::sin(3.0), C = std::cos(.03), S = std::sin(.03);
  const Array x = Array::of({1, 1, 1, 4}, {1, 2, 3, 4});
  EXPECT_TRUE(close_to(
      at(x, 3, RopePairs::neighbours),
      Array::of({1, 1, 1, 4}, {c - 2 * s, 2 * c + s, 3 * C - 4 * S, 4 * C + 3 * S}), 1e-5,
      {{"turned backwards: (a, b) becomes (a cos − b sin, a sin + b cos)",
        {c + 2 * s, 2 * c - s, 3 * C + 4 * S, 4 * C - 3 * S}},
       {"every pair turns at the same speed: pair p turns by position / base^(2p/D)",
        {c - 2 * s, 2 * c + s, 3 * c - 4 * s, 4 * c + 3 * s}},
       {"the second number is made from the first one's new value: keep the old one",
        {c - 2 * s, 2 * c + (c - 2 * s) * s, 3 * C - 4 * S, 4 * C + (3 * C - 4 * S) * S}},
       {"halves, where neighbours were asked for", {c - 3 * s, 2 * C - 4 * S, 3 * c + s, 4 * C + 2 * S}},
       {"the first position is forgotten: row 0 stands at `first`", {1, 2, 3, 4}}},
      "channels 2p and 2p + 1 turn by position / base^(2p/D)"));
  EXPECT_TRUE(close_to(at(x, 3, RopePairs::halves),
                       Array::of({1, 1, 1, 4}, {c - 3 * s, 2 * C - 4 * S, 3 * c + s, 4 * C + 2 * S}), 1e-5,
                       {{"neighbours, where halves were asked for: p and p + D/2 are a pair",
                         {c - 2 * s, 2 * c + s, 3 * C - 4 * S, 4 * C + 3 * S}}}));
}

// q·k after turning both depends on i − j alone: moving both by the same number of positions changes nothing.
TEST(Rope, ProductsDependOnTheDistanceAlone) {
  Random random(1);
  const Array q = random_normal({1, 1, 1, 16}, 1, random), k = random_normal({1, 1, 1, 16}, 1, random);
  for (const RopePairs pairs : kBoth) {
    const double near = dot(at(q, 7, pairs), at(k, 3, pairs));
    for (const int64_t shift : {1, 20, 300})
      EXPECT_NEAR(dot(at(q, 7 + shift, pairs), at(k, 3 + shift, pairs)), near, 2e-4) << "moved by " << shift;
    EXPECT_GT(std::abs(dot(at(q, 9, pairs), at(k, 3, pairs)) - near), 1e-3) << "another distance";
  }
}

TEST(Rope, LengthsStayAndPositionZeroIsItself) {
  Random random(2);
  const Array x = random_normal({1, 1, 1, 16}, 1, random);
  for (const RopePairs pairs : kBoth) {
    EXPECT_EQ(max_abs_difference(at(x, 0, pairs), x), 0);
    EXPECT_NEAR(dot(at(x, 90, pairs), at(x, 90, pairs)), dot(x, x), 1e-4);
  }
}

// Both pairings are the same turns, with the channels in another order.
TEST(Rope, PairingsDifferByTheOrderOfChannels) {
  Random random(3);
  const int64_t D = 8;
  const Array x = random_normal({1, 2, 5, D}, 1, random);
  Array reordered = x.clone();
  for (int64_t row = 0; row < 10; ++row)
    for (int64_t p = 0; p < D / 2; ++p) {
      reordered[row * D + p] = x[row * D + 2 * p];
      reordered[row * D + p + D / 2] = x[row * D + 2 * p + 1];
    }
  const Array one = at(x, 4, RopePairs::neighbours), two = at(reordered, 4, RopePairs::halves);
  for (int64_t row = 0; row < 10; ++row)
    for (int64_t p = 0; p < D / 2; ++p) {
      EXPECT_EQ(one[row * D + 2 * p], two[row * D + p]);
      EXPECT_EQ(one[row * D + 2 * p + 1], two[row * D + p + D / 2]);
    }
}

TEST(Rope, BeforeOrAfterHeadsAreSplit) {
  Random random(4);
  const Tensor x = Tensor::constant(random_normal({2, 5, 24}, 1, random));
  const Tensor after = rope(split_heads(x, 3), 6), before = split_heads(rope_channels(x, 3, 6), 3);
  EXPECT_EQ(max_abs_difference(after.value(), before.value()), 0);
}

TEST(Rope, WrongShapesAreNamed) {
  EXPECT_EQ(error_of([] {
              rope(Tensor::constant(Array::zeros({1, 1, 2, 3})));
            }),
            "[rope] x has 3 channels a head, wanted an even number: they turn in pairs");
  EXPECT_EQ(error_of([] {
              rope(Tensor::constant(Array::zeros({2, 3})));
            }),
            "[rope] x is (2,3), wanted (B,H,T,D)");
  EXPECT_EQ(error_of([] {
              rope_channels(Tensor::constant(Array::zeros({1, 2, 6})), 4);
            }),
            "[rope] x is (1,2,6), wanted (B,T,H·D) with H = 4");
}

}  // namespace
}  // namespace p2g
