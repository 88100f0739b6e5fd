#include "sequence/beam.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/error.h"
#include "math/random.h"

namespace p2g {
namespace {

std::vector<double> flat(const std::vector<Extension>& extensions) {
  std::vector<double> numbers;
  for (const Extension& e : extensions) {
    numbers.push_back(static_cast<double>(e.from));
    numbers.push_back(e.id);
    numbers.push_back(e.log_p);
  }
  return numbers;
}

// Two beginnings with log p −1 and −2, and three symbols:
//   after the first −2, −4, −3: sums −3, −5, −4     after the second −0.5, −4, −1.5: sums −2.5, −6, −3.5
const std::vector<double> kSoFar{-1, -2};
const Array kNext = Array::of({2, 3}, {-2, -4, -3, -0.5, -4, -1.5});

TEST(BestExtensions, OfTwoBeginningsByHand) {
  EXPECT_TRUE(close_to(
      flat(best_extensions(kSoFar, kNext, 3)), {1, 0, -2.5, 0, 0, -3, 1, 2, -3.5}, 1e-6,
      {{"the beginning counts too: add its log p to the symbol's", {1, 0, -0.5, 1, 2, -1.5, 0, 0, -2}},
       {"log p comes first by the largest: these are the smallest", {1, 1, -6, 0, 1, -5, 0, 2, -4}},
       {"the best of all N·V sums stay, not some of each beginning", {1, 0, -2.5, 0, 0, -3}},
       {"log p adds up, it does not multiply", {1, 1, 8, 0, 1, 4, 0, 2, 3}}},
      "the `width` largest of so_far[n] + next[n,v], the largest first"));
}

TEST(BestExtensions, FewerThanTheWidthAreAll) {
  EXPECT_TRUE(close_to(static_cast<double>(best_extensions(kSoFar, kNext, 10).size()), 6, 0, {},
                       "two beginnings and three symbols make six: no more, and no less"));
}

TEST(BestExtensions, EqualSumsComeInOrder) {
  const Array next = Array::of({2, 2}, {-1, -1, -1, -1});
  EXPECT_TRUE(close_to(flat(best_extensions(std::vector<double>{0, 0}, next, 3)),
                       {0, 0, -1, 0, 1, -1, 1, 0, -1}, 1e-6, {},
                       "of equal sums the earlier beginning comes first, then the smaller id"));
}

TEST(Normalised, FourWordsByHand) {
  EXPECT_TRUE(close_to({normalised(-6, 4, 1), normalised(-6, 4, 0.5), normalised(-6, 4, 0)}, {-1.5, -3, -6},
                       1e-12,
                       {{"alpha is a power of the length, not a factor", {-1.5, -3, HUGE_VAL}},
                        {"alpha is a power of the length, not a factor", {-1.5, -3, -HUGE_VAL}},
                        {"alpha is not used: this is the mean", {-1.5, -1.5, -1.5}},
                        {"longer answers must not pay for their length: divide by it", {-24, -12, -6}},
                        {"the length is not used: short answers would always win", {-6, -6, -6}}},
                       "log p / length^alpha"));
}

TEST(Beam, IsTheSortOfAllSums) {
  Random random(1);
  for (int trial = 0; trial < 20; ++trial) {
    const Array next = random_normal({4, 9}, 1, random);
    std::vector<double> so_far(4), sums;
    for (double& p : so_far) p = random.normal();
    for (int64_t i = 0; i < 36; ++i)
      sums.push_back(so_far[static_cast<size_t>(i / 9)] + static_cast<double>(next[i]));
    std::sort(sums.rbegin(), sums.rend());
    const auto kept = best_extensions(so_far, next, 5);
    ASSERT_EQ(kept.size(), 5u);
    for (size_t i = 0; i < 5; ++i) EXPECT_EQ(kept[i].log_p, sums[i]);
  }
  EXPECT_THROW(best_extensions(kSoFar, Array::zeros({3, 3}), 1), Error);
}

}  // namespace
}  // namespace p2g
