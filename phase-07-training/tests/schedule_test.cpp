// The learning rate: a straight line up, half a cosine down.
#include "training/schedule.h"

#include <gtest/gtest.h>

namespace p2g {
namespace {

Schedule cosine() {
  Schedule schedule;
  schedule.learning_rate = 1e-3, schedule.min_learning_rate = 1e-4;
  schedule.warmup = 100, schedule.steps = 2100;
  return schedule;
}

TEST(Schedule, WarmUpIsAStraightLine) {
  const Schedule schedule = cosine();
  EXPECT_NEAR(learning_rate_at(schedule, 0), 1e-3 / 101, 1e-12);  // not 0: the first step counts
  EXPECT_NEAR(learning_rate_at(schedule, 49), 1e-3 * 50 / 101, 1e-12);
  EXPECT_NEAR(learning_rate_at(schedule, 99), 1e-3 * 100 / 101, 1e-12);
  EXPECT_NEAR(learning_rate_at(schedule, 100), 1e-3, 1e-12);
}

TEST(Schedule, TheCosineEndsAtTheSmallest) {
  const Schedule schedule = cosine();
  EXPECT_NEAR(learning_rate_at(schedule, 1100), 5.5e-4, 1e-12);  // half way
  EXPECT_NEAR(learning_rate_at(schedule, 600) + learning_rate_at(schedule, 1600), 1.1e-3, 1e-12);
  EXPECT_NEAR(learning_rate_at(schedule, 2100), 1e-4, 1e-12);
  EXPECT_NEAR(learning_rate_at(schedule, 5000), 1e-4, 1e-12);
  for (int64_t step = 101; step <= 2100; ++step)
    EXPECT_LT(learning_rate_at(schedule, step), learning_rate_at(schedule, step - 1));
}

TEST(Schedule, ConstantStays) {
  Schedule schedule = cosine();
  schedule.kind = "constant";
  EXPECT_NEAR(learning_rate_at(schedule, 49), 1e-3 * 50 / 101, 1e-12);
  for (const int64_t step : {100, 1000, 2100, 9999}) EXPECT_EQ(learning_rate_at(schedule, step), 1e-3);
}

TEST(Schedule, WithoutWarmUpOrRoom) {
  Schedule schedule = cosine();
  schedule.warmup = 0;
  EXPECT_EQ(learning_rate_at(schedule, 0), 1e-3);
  schedule.warmup = 500, schedule.steps = 100;  // never comes to the cosine
  EXPECT_NEAR(learning_rate_at(schedule, 99), 1e-3 * 100 / 501, 1e-12);
  schedule.warmup = schedule.steps = 100;
  EXPECT_NEAR(learning_rate_at(schedule, 99), 1e-3 * 100 / 101, 1e-12);
}

}  // namespace
}  // namespace p2g
