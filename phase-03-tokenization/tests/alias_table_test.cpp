#include "tokenizer/alias_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "close_to.h"
#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

// Read off the table: no draws, so no luck.
void expect_shares(const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> shares;
  for (const double weight : weights) shares.push_back(weight / total);
  const std::vector<double> got = AliasTable(weights).probabilities();
  ASSERT_EQ(got.size(), shares.size());
  for (size_t i = 0; i < shares.size(); ++i) ASSERT_NEAR(got[i], shares[i], 1e-9) << i;
}

TEST(AliasTable, HoldsTheWeightsExactly) {
  expect_shares({1});
  expect_shares({1, 1, 1});
  expect_shares({0, 3, 0, 1, 0});
  expect_shares({1e-30, 1, 1e6});
  Random random(1977);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> weights(1 + random.below(300));
    for (double& weight : weights) weight = std::pow(random.uniform(), 6);
    weights[random.below(weights.size())] = 1;
    expect_shares(weights);
  }
}

TEST(AliasTable, HoldsTheNoiseOfALargeVocabulary) {
  std::vector<int64_t> counts;
  for (int64_t rank = 1; rank <= 20000; ++rank) counts.push_back(200000 / rank + 5);
  expect_shares(noise_weights(counts));
}

TEST(AliasTable, DrawsWhatItHolds) {
  const std::vector<double> weights{0, 1, 2, 5};
  const AliasTable table(weights);
  std::vector<double> found(4);
  constexpr int kDraws = 400000;
  for (uint64_t i = 0; i < kDraws; ++i) ++found[static_cast<size_t>(table.draw(random_bits(1, i)))];
  EXPECT_EQ(found[0], 0);
  for (size_t i = 1; i < 4; ++i) {
    const double p = weights[i] / 8;
    EXPECT_NEAR(found[i], kDraws * p, 5 * std::sqrt(kDraws * p * (1 - p)));
  }
  EXPECT_EQ(table.draw(~uint64_t(0)), AliasTable(weights).draw(~uint64_t(0)));
}

TEST(AliasTable, RefusesWhatIsNoDistribution) {
  const auto error = [](std::vector<double> weights) { return error_of([&] { (void)AliasTable(weights); }); };
  EXPECT_TRUE(says(error({}), {"[alias_table]", "0 weights"}));
  EXPECT_TRUE(says(error({0, 0}), {"sum to 0"}));
  EXPECT_TRUE(says(error({1, -1}), {"weight 1 is -1"}));
  EXPECT_TRUE(says(error({NAN}), {"weight 0 is nan"}));
  EXPECT_TRUE(says(error({INFINITY}), {"weight 0 is inf"}));
}

TEST(NoiseWeights, AreCountsToThePowerOfThreeQuarters) {
  EXPECT_TRUE(close_to(noise_weights(std::vector<int64_t>{16, 81, 1}), {8, 27, 1}, 1e-12));
}

}  // namespace
}  // namespace p2g
