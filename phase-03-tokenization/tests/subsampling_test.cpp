#include "tokenizer/subsampling.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(KeepProbabilities, ByHand) {
  const std::vector<int64_t> counts{64, 32, 4};  // shares 0.64, 0.32, 0.04
  EXPECT_TRUE(close_to(keep_probabilities(counts, 0.04), {0.25, std::sqrt(0.125), 1}, 1e-12));
  EXPECT_TRUE(close_to(keep_probabilities(counts, 0), {1, 1, 1}, 0));
  EXPECT_TRUE(says(error_of([&] { (void)keep_probabilities(counts, -1); }), {"[subsampling]", "-1"}));
}

TEST(Subsampling, KeepsTheSharesThatItShould) {
  WordCorpus corpus;
  constexpr int64_t kPassages = 20000;
  for (int64_t i = 0; i < kPassages; ++i) {
    for (int j = 0; j < 9; ++j) corpus.words.push_back(0);
    corpus.words.push_back(1);
    corpus.ends.push_back(10 * (i + 1));
  }
  const std::vector<double> keep = keep_probabilities(std::vector<int64_t>{9 * kPassages, kPassages}, 0.1);
  Sampled sampled;
  subsample(corpus, keep, 7, sampled);
  const auto often = static_cast<double>(std::count(sampled.words.begin(), sampled.words.end(), 0));
  const auto seldom = std::count(sampled.words.begin(), sampled.words.end(), 1);
  const double p = keep[0], n = 9.0 * kPassages;
  EXPECT_NEAR(often, n * p, 5 * std::sqrt(n * p * (1 - p)));
  EXPECT_EQ(seldom, kPassages);
  EXPECT_EQ(sampled.ends.size(), static_cast<size_t>(kPassages));
  EXPECT_EQ(sampled.ends.back(), static_cast<int64_t>(sampled.words.size()));
}

TEST(Subsampling, DropsEmptiedPassagesAndRepeatsItself) {
  const WordCorpus corpus{{}, {0, 1, 0, 0}, {2, 3, 4}};
  Sampled sampled;
  subsample(corpus, std::vector<double>{0, 1}, 3, sampled);
  EXPECT_EQ(sampled.words, std::vector<int32_t>{1});
  EXPECT_EQ(sampled.ends, std::vector<int64_t>{1});
  Sampled once, again;
  subsample(corpus, std::vector<double>{0.5, 0.5}, 3, once);
  subsample(corpus, std::vector<double>{0.5, 0.5}, 3, again);
  EXPECT_EQ(once.words, again.words);
}

}  // namespace
}  // namespace p2g
