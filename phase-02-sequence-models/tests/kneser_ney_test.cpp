#include "sequence/kneser_ney.h"

#include <gtest/gtest.h>

#include "close_to.h"

namespace p2g {
namespace {

TEST(KneserNey, DiscountByHand) {
  EXPECT_TRUE(close_to(discount_of(4, 3), 0.4, 1e-12,
                       {{"n₂ counts double: D = n₁ / (n₁ + 2 n₂)", {4.0 / 7}},
                        {"n₁ stands above, not n₂", {0.3}},
                        {"n₁ and n₂ are swapped below: D = n₁ / (n₁ + 2 n₂)", {4.0 / 11}},
                        {"whole numbers divided are cut to whole numbers: turn them into double first", {0}}},
                       "D = n₁ / (n₁ + 2 n₂)"));
  EXPECT_TRUE(close_to(discount_of(0, 0), 0, 0,
                       {{"0/0: where nothing was seen once there is nothing to take off", {std::nan("")}}}));
  EXPECT_EQ(discount_of(5, 0), 1);
}

// After "san": francisco 7, jose 2, diego 1: 10 in all, 3 different ones; D = 0.6, and 0.05 below.
TEST(KneserNey, OneProbabilityByHand) {
  EXPECT_TRUE(
      close_to(kneser_ney({7, 10, 3}, 0.6, 0.05), 0.64 + 0.18 * 0.05, 1e-12,
               {{"what was taken off must be handed on: add D · distinct/total · below", {0.64}},
                {"D must come off the count", {0.7 + 0.18 * 0.05}},
                {"D is taken off each different follower: the mass to hand on is D · distinct/total",
                 {0.64 + 0.06 * 0.05}},
                {"the mass to hand on is D · distinct out of total: divide by total", {0.64 + 1.8 * 0.05}},
                {"the mass handed on goes by `distinct`, not by the count", {0.64 + 0.42 * 0.05}}},
               "(count − D)/total + D · distinct/total · below"));
  EXPECT_TRUE(close_to(kneser_ney({0, 10, 3}, 0.6, 0.05), 0.18 * 0.05, 1e-12,
                       {{"a count of 0 has nothing to take off: never under 0", {-0.06 + 0.18 * 0.05}}},
                       "a symbol that never followed has its share of what was taken off"));
}

TEST(KneserNey, HandsOnExactlyWhatItTakesOff) {
  const int64_t counts[] = {7, 2, 1, 0, 0};
  for (const double discount : {0.0, 0.3, 1.0}) {
    double total = 0;
    for (const int64_t count : counts) total += kneser_ney({count, 10, 3}, discount, 0.2);
    EXPECT_TRUE(close_to(total, 1, 1e-12, {}, "the probabilities of all five symbols must sum to 1"));
  }
}

}  // namespace
}  // namespace p2g
