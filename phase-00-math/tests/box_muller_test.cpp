#include "math/box_muller.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "close_to.h"
#include "math/random.h"
#include "math/welford.h"

namespace p2g {
namespace {

std::vector<double> pair_of(double u1, double u2) {
  double first = 0, second = 0;
  box_muller(u1, u2, first, second);
  return {first, second};
}

TEST(BoxMuller, ByHand) {
  // 1 − u1 = e⁻², so the radius is √(2·2) = 2; u2 = 1/12 is an angle of 30°.
  const double u1 = 1 - std::exp(-2.0), wrong_radius = std::sqrt(-2 * std::log(u1));
  const double c = std::sqrt(3) / 2, s = 0.5, degrees = 1.0 / 12;
  EXPECT_TRUE(close_to(
      pair_of(u1, degrees), {2 * c, 2 * s}, 1e-12,
      {{"the logarithm is of u1, which may be 0: take it of 1 − u1", {wrong_radius * c, wrong_radius * s}},
       {"the radius is √(−2 log u): the square root is missing", {4 * c, 4 * s}},
       {"the radius is √(−2 log u): the 2 is missing", {std::numbers::sqrt2 * c, std::numbers::sqrt2 * s}},
       {"the angle is 2π·u2: the 2π is missing", {2 * std::cos(degrees), 2 * std::sin(degrees)}},
       {"the angle is 2π·u2: it goes only half way round",
        {2 * std::cos(std::numbers::pi * degrees), 2 * std::sin(std::numbers::pi * degrees)}},
       {"first is the cosine, second the sine", {2 * s, 2 * c}},
       {"both numbers are the same: one takes the cosine, the other the sine", {2 * c, 2 * c}}}));
}

TEST(BoxMuller, ZeroIsDrawnToo) {
  EXPECT_TRUE(
      holds(std::isfinite(pair_of(0, 0.3)[0]), "a finite number for u1 = 0", "infinity",
            "log 0 is −infinity: uniform numbers reach 0 but never 1, so take the logarithm of 1 − u1"));
  EXPECT_TRUE(holds(std::isfinite(pair_of(1 - 0x1p-53, 0.3)[0]), "a finite number for u1 just below 1",
                    "infinity", "1 − u1 is 2⁻⁵³ here, whose logarithm is −36.7"));
}

// Mean 0, variance 1, kurtosis 3, and the two of a pair do not know of each other.
TEST(BoxMuller, MomentsAreThoseOfANormal) {
  Random random(1);
  Welford of_all;
  double fourth = 0, together = 0;
  const int n = 200000;
  for (int i = 0; i < n; ++i) {
    const double u1 = random.uniform(), u2 = random.uniform();
    const std::vector<double> pair = pair_of(u1, u2);
    for (const double x : pair) of_all.add(x), fourth += x * x * x * x / (2 * n);
    together += pair[0] * pair[1] / n;
  }
  EXPECT_TRUE(close_to(of_all.mean(), 0, 0.01, {}, "the mean of normal numbers is 0"));
  EXPECT_TRUE(close_to(of_all.variance(), 1, 0.01, {}, "the variance of normal numbers is 1"));
  EXPECT_TRUE(close_to(fourth, 3, 0.02, {}, "the fourth moment of normal numbers is 3"));
  EXPECT_TRUE(close_to(together, 0, 0.01, {}, "the two of a pair must be independent"));
}

TEST(BoxMuller, ItsFunctionsAreTheLibrarys) {
  for (int i = 1; i < 1000; ++i) {
    const double u = i / 1000.0;
    double c, s;
    portable_cos_sin(u, c, s);
    EXPECT_NEAR(portable_log(u), std::log(u), 4e-16 * (1 + std::abs(std::log(u))));
    EXPECT_NEAR(c, std::cos(2 * std::numbers::pi * u), 1e-15);
    EXPECT_NEAR(s, std::sin(2 * std::numbers::pi * u), 1e-15);
  }
}

}  // namespace
}  // namespace p2g
