#include "attention/heads.h"

#include <gtest/gtest.h>

#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

// Two positions of four channels, the tens telling the position: two heads of two channels.
TEST(HeadLayout, TwoPositionsOfTwoHeadsByHand) {
  const Array x = Array::of({1, 2, 4}, {10, 11, 12, 13, 20, 21, 22, 23});
  const Array apart = Array::of({1, 2, 2, 2}, {10, 11, 20, 21, 12, 13, 22, 23});
  EXPECT_TRUE(close_to(heads_apart(x, 2), apart, 0,
                       {{"only the shape is new: positions and heads must change places in memory too",
                         {10, 11, 12, 13, 20, 21, 22, 23}},
                        {"a head takes every other channel: wanted neighbours, h·D … h·D + D − 1",
                         {10, 12, 20, 22, 11, 13, 21, 23}}},
                       "head 0 of all positions first: (10,11), (20,21), then head 1"));
  EXPECT_TRUE(close_to(heads_together(apart), x, 0,
                       {{"only the shape is new: positions and heads must change places in memory too",
                         {10, 11, 20, 21, 12, 13, 22, 23}}},
                       "position 0 of all heads first: 10, 11, 12, 13"));
}

TEST(HeadLayout, SequencesOfABatchStayApart) {
  Array x = Array::zeros({2, 3, 4});
  for (int64_t i = 0; i < x.size(); ++i) x[i] = static_cast<Real>(i);
  const Array y = heads_apart(x, 4);
  for (int64_t b = 0; b < 2; ++b)
    for (int64_t h = 0; h < 4; ++h)
      for (int64_t t = 0; t < 3; ++t)
        ASSERT_TRUE(holds(y[(b * 4 + h) * 3 + t] == x[(b * 3 + t) * 4 + h],
                          fmt::format("element ({},{},{},0) is x[{},{},{}]", b, h, t, b, t, h),
                          fmt::format("{}", y[(b * 4 + h) * 3 + t]),
                          "sequences mix: b counts H·T rows there, T here"));
}

TEST(HeadLayout, ApartAndTogetherAreInverses) {
  Random random(9);
  const Array x = random_normal({2, 3, 12}, 1, random);
  const Array back = heads_together(heads_apart(x, 4));
  ASSERT_EQ(back.shape(), x.shape());
  EXPECT_EQ(max_abs_difference(back, x), 0);
}

TEST(Heads, SplitAndMergeAreInverses) {
  Random random(9);
  const Array x = random_normal({2, 3, 12}, 1, random);
  const Tensor back = merge_heads(split_heads(Tensor::constant(x), 4));
  EXPECT_EQ(back.shape(), x.shape());
  EXPECT_EQ(max_abs_difference(back.value(), x), 0);
  EXPECT_EQ(split_heads(Tensor::constant(x), 4).shape(), (Shape{2, 4, 3, 3}));
}

TEST(Heads, MustDivideTheChannels) {
  EXPECT_EQ(error_of([] {
              split_heads(Tensor::constant(Array::zeros({2, 3, 8})), 3);
            }),
            "[split_heads] x is (2,3,8): its 8 channels do not divide into 3 heads");
}

}  // namespace
}  // namespace p2g
