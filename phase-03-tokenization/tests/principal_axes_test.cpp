#include "tokenizer/principal_axes.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

// Points along (3,4)/5 with spread 5, and across it with spread 1, around (10,20).
TEST(PrincipalAxes, ByHand) {
  const Array points = Array::of({4, 2}, {13, 24, 7, 16, 10 - 0.8, 20 + 0.6, 10 + 0.8, 20 - 0.6});
  const PrincipalAxes axes = principal_axes(points, 2);
  EXPECT_TRUE(close_to(axes.mean, Array::of({2}, {10, 20}), 1e-6));
  EXPECT_TRUE(close_to(axes.axes, Array::of({2, 2}, {0.6, 0.8, 0.8, -0.6}), 1e-5));
  EXPECT_TRUE(close_to(axes.variance, {12.5, 0.5}, 1e-5));
  EXPECT_NEAR(axes.total, 13, 1e-4);
  EXPECT_TRUE(close_to(project(axes, points), Array::of({4, 2}, {5, 0, -5, 0, 0, -1, 0, 1}), 1e-5));
}

TEST(PrincipalAxes, AreAtRightAnglesAndOfLengthOne) {
  Random random(1901);
  const Array points = random_normal({200, 6}, 1, random);
  const PrincipalAxes found = principal_axes(points, 6);
  double sum = 0;
  for (int64_t a = 0; a < 6; ++a) {
    sum += found.variance[static_cast<size_t>(a)];
    if (a > 0) {
      EXPECT_GE(found.variance[static_cast<size_t>(a - 1)], found.variance[static_cast<size_t>(a)]);
    }
    for (int64_t b = 0; b < 6; ++b) {
      double dot = 0;
      for (int64_t d = 0; d < 6; ++d)
        dot += static_cast<double>(found.axes[a * 6 + d]) * static_cast<double>(found.axes[b * 6 + d]);
      EXPECT_NEAR(dot, a == b ? 1 : 0, 1e-4);
    }
  }
  EXPECT_NEAR(sum, found.total, 1e-4) << "all axes together hold all of the variance";
}

TEST(PrincipalAxes, HoldMoreThanAnyOtherDirection) {
  Random random(2);
  Array points = random_normal({300, 3}, 1, random);
  for (int64_t i = 0; i < 300; ++i) points[3 * i + 1] *= 3;
  const PrincipalAxes best = principal_axes(points, 1);
  for (int trial = 0; trial < 100; ++trial) {
    Array direction = random_normal({1, 3}, 1, random);
    double length = 0;
    for (int64_t d = 0; d < 3; ++d) length += static_cast<double>(direction[d] * direction[d]);
    for (int64_t d = 0; d < 3; ++d) direction[d] /= static_cast<Real>(std::sqrt(length));
    const Array along = project({best.mean, direction, {}, 0}, points);
    double variance = 0;
    for (int64_t i = 0; i < 300; ++i) variance += static_cast<double>(along[i] * along[i]) / 300;
    EXPECT_LE(variance, best.variance[0] * 1.0001);
  }
}

TEST(PrincipalAxes, OfOnePointVaryNowhere) {
  EXPECT_TRUE(close_to(principal_axes(Array::of({1, 2}, {3, 4}), 2).variance, {0, 0}, 0));
}

TEST(PrincipalAxes, RefuseWhatHasNone) {
  EXPECT_TRUE(says(error_of([] { (void)principal_axes(Array::zeros({4, 2}), 3); }), {"3 axes", "(4,2)"}));
  EXPECT_TRUE(says(error_of([] { (void)principal_axes(Array::zeros({4}), 1); }), {"(4)"}));
}

}  // namespace
}  // namespace p2g
