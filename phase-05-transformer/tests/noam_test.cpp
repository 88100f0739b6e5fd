#include "transformer/noam.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "throws.h"

namespace p2g {
namespace {

// Width 4, so that channels^−½ = ½, and a warm-up of 16 steps, 16^−1.5 = 1/64.
TEST(Noam, RisesInAStraightLine) {
  const std::vector<double> got{noam_rate(1, 4, 16), noam_rate(2, 4, 16), noam_rate(8, 4, 16)};
  EXPECT_TRUE(close_to(
      got, {1. / 128, 2. / 128, 8. / 128}, 1e-12,
      {{"the channels' square root is missing: the whole is times channels^−½", {1. / 64, 2. / 64, 8. / 64}},
       {"this is the larger of the two: take the smaller, or the rate begins at its highest",
        {1. / 2, 1 / std::sqrt(8.), 1 / std::sqrt(32.)}},
       {"the warm-up has the wrong power: warmup^−1.5", {1. / 8, 2. / 8, 1 / std::sqrt(32.)}},
       {"this is step / warmup: warmup^−1.5, so that both halves meet at the peak",
        {1. / 32, 2. / 32, 1 / std::sqrt(32.)}}},
      "while step < warmup it is channels^−½ · step · warmup^−1.5"));
}

TEST(Noam, FallsWithTheSquareRoot) {
  EXPECT_TRUE(close_to(
      {noam_rate(16, 4, 16), noam_rate(64, 4, 16), noam_rate(256, 4, 16)}, {1. / 8, 1. / 16, 1. / 32}, 1e-12,
      {{"it goes on rising after the warm-up: take the smaller of the two", {1. / 8, 1. / 2, 2}},
       {"the channels' square root is missing: the whole is times channels^−½", {1. / 4, 1. / 8, 1. / 16}},
       {"this falls with the step itself: its square root is wanted", {1. / 32, 1. / 128, 1. / 512}}},
      "from step = warmup on it is channels^−½ · step^−½"));
}

TEST(Noam, PeaksWhereTheWarmUpEnds) {
  for (const int64_t warmup : {1, 7, 400}) {
    const double peak = noam_rate(warmup, 64, warmup);
    EXPECT_NEAR(peak, 1 / std::sqrt(64.0 * static_cast<double>(warmup)), 1e-12);
    EXPECT_LT(noam_rate(warmup + 1, 64, warmup), peak);
    if (warmup > 1) {
      EXPECT_LT(noam_rate(warmup - 1, 64, warmup), peak);
    }
  }
}

TEST(Noam, HasThePapersPeaks) {
  EXPECT_NEAR(noam_rate(4000, 512, 4000), 6.98771e-4, 5e-10);   // base
  EXPECT_NEAR(noam_rate(4000, 1024, 4000), 4.94106e-4, 5e-10);  // big
}

TEST(Noam, RefusesStepZero) {
  EXPECT_TRUE(says(error_of([] { (void)noam_rate(0, 512, 4000); }), {"[noam]", "step 0", "from 1"}));
  EXPECT_TRUE(says(error_of([] { (void)noam_rate(1, 512, 0); }), {"[noam]", "warm-up 0"}));
}

}  // namespace
}  // namespace p2g
