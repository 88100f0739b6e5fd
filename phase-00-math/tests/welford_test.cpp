#include "math/welford.h"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <vector>

#include "close_to.h"
#include "math/random.h"

namespace p2g {
namespace {

Welford of(const std::vector<double>& numbers) {
  Welford w;
  for (const double x : numbers) w.add(x);
  return w;
}

std::vector<double> mean_and_variance(const Welford& w) { return {w.mean(), w.variance()}; }

TEST(Welford, OfThreeNumbersByHand) {
  // 2, 4, 9: mean 5, Σ (x − 5)² = 9 + 1 + 16 = 26
  EXPECT_TRUE(close_to(mean_and_variance(of({2, 4, 9})), {5, 13}, 1e-14,
                       {{"both distances are taken from the old mean: one of them is from the new", {5, 22}},
                        {"both distances are taken from the new mean: one of them is from the old", {5, 8.5}},
                        {"the mean does not move: mean += (x − mean)/n", {0, 50.5}},
                        {"the mean moves by the whole distance: it is divided by n", {9, 0}},
                        {"Σ (x − mean)² is never added to", {5, 0}}},
                       "mean += d/n with d = x − mean; then squares += d·(x − new mean)"));
  EXPECT_EQ(of({2, 4, 9}).count(), 3);
  EXPECT_NEAR(of({2, 4, 9}).variance_of_all(), 26. / 3, 1e-14);
}

TEST(Welford, OfHugeNumbersThatAreClose) {
  EXPECT_TRUE(close_to(mean_and_variance(of({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16})), {1e9 + 10, 30}, 1e-9,
                       {}, "two huge numbers were subtracted: squares must be of distances from the mean"));
}

TEST(Welford, MergedByHand) {
  Welford left = of({2, 4}), nothing;
  left.merge(of({9}));
  EXPECT_TRUE(close_to(mean_and_variance(left), {5, 13}, 1e-14,
                       {{"the means are averaged without their counts", {6, 13}},
                        {"the distance of the two means is missing in the squares", {5, 1}}},
                       "mean moves by d·m/(n + m), squares grow by d²·n·m/(n + m)"));
  left.merge(nothing);
  EXPECT_TRUE(close_to(mean_and_variance(left), {5, 13}, 1e-14, {}, "merging nothing changes nothing"));
  nothing.merge(left);
  EXPECT_TRUE(
      close_to(mean_and_variance(nothing), {5, 13}, 1e-14, {}, "merged into nothing it is the other"));
  EXPECT_EQ(nothing.count(), 3);
}

TEST(Welford, OfNothingAndOfOne) {
  EXPECT_EQ(of({}).count(), 0);
  EXPECT_EQ(of({}).mean(), 0);
  EXPECT_EQ(of({}).variance(), 0);
  EXPECT_EQ(of({7}).mean(), 7);
  EXPECT_EQ(of({7}).variance(), 0);
}

// Shifting moves the mean and leaves the variance; scaling by 3 makes it nine times as large.
TEST(Welford, ShiftsAndScalesAsItMust) {
  Random random(1);
  Welford plain, shifted, scaled;
  for (int i = 0; i < 1000; ++i) {
    const double x = random.normal();
    plain.add(x);
    shifted.add(x + 1e6);
    scaled.add(3 * x);
  }
  EXPECT_NEAR(shifted.mean(), plain.mean() + 1e6, 1e-8);
  EXPECT_NEAR(shifted.variance(), plain.variance(), 1e-8);
  EXPECT_NEAR(scaled.variance(), 9 * plain.variance(), 1e-12);
}

TEST(Welford, AnyCutMergesToTheWhole) {
  Random random(2);
  std::vector<double> numbers(200);
  for (double& x : numbers) x = random.uniform(-3, 100);
  const Welford whole = of(numbers);
  for (const size_t cut : {0u, 1u, 77u, 199u, 200u}) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(cut);
    Welford left = of({numbers.begin(), middle});
    left.merge(of({middle, numbers.end()}));
    EXPECT_EQ(left.count(), 200);
    EXPECT_NEAR(left.mean(), whole.mean(), 1e-12) << cut;
    EXPECT_NEAR(left.variance(), whole.variance(), 1e-10) << cut;
  }
}

}  // namespace
}  // namespace p2g
