#include "math/shape.h"

#include <gtest/gtest.h>

#include "throws.h"

namespace p2g {
namespace {

TEST(Shape, KnowsRankSizeRowsAndAxes) {
  const Shape shape{2, 3, 8};
  EXPECT_EQ(shape.rank(), 3);
  EXPECT_EQ(shape.size(), 48);
  EXPECT_EQ(shape.rows(), 6);
  EXPECT_EQ(shape.last(), 8);
  EXPECT_EQ(shape[0], 2);
  EXPECT_EQ(shape[-3], 2);
  EXPECT_EQ(shape[-1], 8);
  EXPECT_EQ(shape.to_string(), "(2,3,8)");
}

TEST(Shape, OfOneNumberIsEmptyAndHasSizeOne) {
  EXPECT_EQ(Shape{}.rank(), 0);
  EXPECT_EQ(Shape{}.size(), 1);
  EXPECT_EQ(Shape{}.to_string(), "()");
}

TEST(Shape, OfNothingHasSizeZero) {
  EXPECT_EQ((Shape{3, 0}.size()), 0);
  EXPECT_EQ((Shape{3, 0}.rows()), 0);
}

TEST(Shape, EqualOnlyIfRankAndDimensionsAre) {
  EXPECT_EQ((Shape{2, 3}), (Shape{2, 3}));
  EXPECT_FALSE((Shape{2, 3}) == (Shape{3, 2}));
  EXPECT_FALSE((Shape{2}) == (Shape{2, 1}));
  EXPECT_FALSE((Shape{0}) == Shape{});
}

TEST(Shape, WithChangesOneDimension) {
  EXPECT_EQ((Shape{2, 3, 8}.with(1, 5)), (Shape{2, 5, 8}));
  EXPECT_EQ((Shape{2, 3, 8}.with(-1, 1)), (Shape{2, 3, 1}));
  EXPECT_THROW((Shape{2, 3}.with(2, 5)), Error);
  EXPECT_THROW((Shape{2, 3}.with(-3, 5)), Error);
}

TEST(Shape, RefusesWhatIsNoShape) {
  EXPECT_TRUE(says(error_of([] { (void)Shape{1, 2, 3, 4, 5, 6, 7}; }), {"[shape]", "7", "at most 6"}));
  EXPECT_TRUE(says(error_of([] { (void)Shape{2, -1}; }), {"[shape]", "dimension 1", "-1"}));
  const int64_t huge = int64_t{1} << 62;
  EXPECT_TRUE(says(error_of([=] { (void)Shape{huge, 4}; }), {"[shape]", "overflows"}));
  EXPECT_TRUE(says(error_of([] { (void)Shape{2, 3}[2]; }), {"[shape]", "axis 2", "(2,3)"}));
  EXPECT_TRUE(says(error_of([] { (void)Shape{}.last(); }), {"[shape]", "()"}));
}

TEST(CheckShape, NamesWhoWhatGotAndWanted) {
  EXPECT_EQ(error_of([] { check_shape("layer", "x", {2, 3}, {2, 4}); }), "[layer] x is (2,3), wanted (2,4)");
  EXPECT_EQ(error_of([] { check_rank("layer", "x", {2, 3}, 3); }), "[layer] x is (2,3), wanted 3 dimensions");
  EXPECT_NO_THROW(check_shape("layer", "x", {2, 3}, {2, 3}));
  EXPECT_NO_THROW(check_rank("layer", "x", {2, 3}, 2));
}

}  // namespace
}  // namespace p2g
