#include "math/ids.h"

#include <gtest/gtest.h>

#include "throws.h"

namespace p2g {
namespace {

TEST(Ids, HoldWhatTheyWereGiven) {
  const Ids ids({2, 2}, {5, 6, 7, 8});
  EXPECT_EQ(ids.shape(), (Shape{2, 2}));
  EXPECT_EQ(ids[2], 7);
  EXPECT_EQ(Ids({1, 2, 3}).shape(), (Shape{3}));
  EXPECT_EQ(Ids::filled({2, 3}, 9).values(), std::vector<int32_t>(6, 9));
  EXPECT_EQ(Ids().size(), 0);
}

TEST(Ids, RefuseAShapeOfAnotherSize) {
  EXPECT_TRUE(says(error_of([] { (void)Ids({2, 3}, {1, 2}); }), {"[ids]", "2 values", "(2,3)"}));
}

TEST(CheckIds, NamesTheFirstOneOutside) {
  EXPECT_NO_THROW(check_ids("embedding", Ids({0, 64}), 65));
  EXPECT_EQ(error_of([] {
              check_ids("embedding", Ids({0, 1, 2, 70}), 65);
            }),
            "[embedding] id 70 at position 3 is outside the vocabulary of 65");
  EXPECT_TRUE(says(error_of([] { check_ids("embedding", Ids({-1}), 65); }), {"id -1", "position 0"}));
  EXPECT_THROW(check_ids("embedding", Ids({65}), 65), Error);
}

}  // namespace
}  // namespace p2g
