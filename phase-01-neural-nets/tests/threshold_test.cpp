#include "nn/threshold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "close_to.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Fires, OfTwoInputsByHand) {
  EXPECT_TRUE(holds(fires({1, 1}, {2, 3}, 5), "2·1 + 3·1 = 5 reaches the threshold 5: it fires",
                    "it does not", "the sum has to reach the threshold (>=), not to pass it (>)"));
  EXPECT_TRUE(holds(!fires({1, 0}, {2, 3}, 5), "2·1 + 3·0 = 2 does not reach 5: it does not fire", "it fires",
                    "the weights are added without their inputs, or the answer is turned around"));
  EXPECT_TRUE(holds(fires({1, 0}, {1, -1}, 1), "1·1 − 1·0 = 1 reaches 1: it fires", "it does not",
                    "a negative weight counts only where its input is 1"));
  EXPECT_TRUE(holds(!fires({1, 1}, {1, -1}, 1), "1·1 − 1·1 = 0 does not reach 1: it does not fire",
                    "it fires", "the sign of a weight is lost"));
}

TEST(Fires, WithoutInputsAsksTheThresholdAlone) {
  EXPECT_TRUE(holds(fires({0, 0}, {1, 1}, 0), "nothing in, and 0 reaches the threshold 0: it fires",
                    "it does not", "the sum starts at something other than 0, or is compared with >"));
  EXPECT_FALSE(fires({0, 0}, {1, 1}, 1));
  EXPECT_TRUE(fires({}, {}, -1));
}

constexpr Truth kAnd = 0b1000, kOr = 0b1110, kXor = 0b0110;

TEST(Tables, OfAndOrNot) {
  EXPECT_EQ(table_of(2, {1, 1}, 2), kAnd);
  EXPECT_EQ(table_of(2, {1, 1}, 1), kOr);
  EXPECT_EQ(table_of(1, {-1}, 0), 0b01u);
  EXPECT_EQ(parity(2), kXor);
}

TEST(Tables, TwoLayersOfUnitsAreXor) {
  for (const double a : {0., 1.})
    for (const double b : {0., 1.}) {
      const double any = fires({a, b}, {1, 1}, 1), both = fires({a, b}, {1, 1}, 2);
      EXPECT_EQ(fires({any, both}, {1, -1}, 1), a != b);
    }
}

TEST(Tables, ParityAndSymmetryCountTheirOnes) {
  EXPECT_EQ(std::popcount(parity(3)), 4);
  EXPECT_EQ(std::popcount(parity(6)), 32);
  EXPECT_EQ(std::popcount(symmetry(6)), 8);
  EXPECT_EQ(symmetry(6) >> 0b011110 & 1, 1u);
  EXPECT_EQ(symmetry(6) >> 0b011010 & 1, 0u);
}

// Found by search with integer weights; every other function is refused by four of its patterns, so the
// search has missed none.
TEST(ThresholdFunctions, Are14Of16And104Of256And1882Of65536) {
  const std::vector<std::pair<int, int64_t>> counts{{1, 4}, {2, 14}, {3, 104}, {4, 1882}};
  for (const auto& [n, wanted] : counts) {
    const std::vector<bool> found = threshold_functions(n, 3);
    EXPECT_EQ(std::count(found.begin(), found.end(), true), wanted) << n << " inputs";
    for (size_t f = 0; f < found.size(); ++f)
      ASSERT_NE(found[f], sums_clash(f, n)) << "function " << f << " of " << n;
  }
}

TEST(ThresholdFunctions, OfTwoInputsLackOnlyXorAndItsOpposite) {
  const std::vector<bool> found = threshold_functions(2, 1);
  for (Truth f = 0; f < 16; ++f) EXPECT_EQ(found[f], f != kXor && f != (~kXor & 15)) << f;
}

TEST(BestLinearScore, OfWhatMinskyAndPapertAsked) {
  EXPECT_EQ(best_linear_score(kAnd, 2, 3), 4);
  EXPECT_EQ(best_linear_score(parity(2), 2, 3), 3);
  EXPECT_EQ(best_linear_score(parity(3), 3, 3), 6);
  EXPECT_EQ(best_linear_score(parity(4), 4, 3), 11);
  EXPECT_EQ(best_linear_score(symmetry(6), 6, 2), 57);
}

// All 1882 units of four inputs are known, so this bound is exact.
TEST(BestLinearScore, OfParity4IsTheBestOfAll1882) {
  const std::vector<bool> found = threshold_functions(4, 3);
  int best = 0;
  for (size_t f = 0; f < found.size(); ++f)
    if (found[f]) best = std::max(best, 16 - std::popcount(f ^ parity(4)));
  EXPECT_EQ(best, 11);
}

TEST(ThresholdFunctions, RefuseWhatDoesNotFitATable) {
  EXPECT_TRUE(says(error_of([] { (void)parity(7); }), {"[parity]", "7", "1 to 6"}));
  EXPECT_TRUE(says(error_of([] { (void)symmetry(3); }), {"[symmetry]", "3", "even"}));
  EXPECT_TRUE(says(error_of([] { (void)threshold_functions(5, 3); }), {"[threshold_functions]", "1 to 4"}));
}

}  // namespace
}  // namespace p2g
