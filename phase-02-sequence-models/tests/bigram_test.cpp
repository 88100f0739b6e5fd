#include "sequence/bigram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "close_to.h"
#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

std::vector<double> as_doubles(const std::vector<int64_t>& counts) { return {counts.begin(), counts.end()}; }

// "0 1 0 1 0 2": 01 twice, 10 twice, 02 once; nothing follows the last symbol.
const std::vector<int32_t> kSixSymbols{0, 1, 0, 1, 0, 2};

TEST(CountPairs, OfSixSymbolsByHand) {
  Bigrams counts(3);
  count_pairs(counts, kSixSymbols);
  EXPECT_TRUE(close_to(
      as_doubles(counts.pairs), {0, 2, 1, 2, 0, 0, 0, 0, 0}, 0,
      {{"a pair is (before, next): the row is the symbol that comes first", {0, 2, 0, 2, 0, 0, 1, 0, 0}},
       {"each place of the text begins a pair but the last: the first pair is missing",
        {0, 1, 1, 2, 0, 0, 0, 0, 0}},
       {"this counts that a pair was seen, not how often", {0, 1, 1, 1, 0, 0, 0, 0, 0}}},
      "pairs[before · vocabulary + next] goes up by one for every pair of neighbours"));
  EXPECT_TRUE(
      close_to(as_doubles(counts.totals), {3, 2, 0}, 0,
               {{"the last symbol has no follower: totals[before] counts pairs, not symbols", {3, 2, 1}},
                {"totals belong to `before`: this adds up columns", {2, 2, 1}},
                {"totals[before] is the sum of its row: count it beside the pair", {0, 0, 0}}},
               "totals[before] goes up with each pair that it begins"));
}

TEST(CountPairs, AddsTextToText) {
  Bigrams counts(3);
  count_pairs(counts, kSixSymbols);
  count_pairs(counts, kSixSymbols);
  EXPECT_TRUE(close_to(as_doubles(counts.totals), {6, 4, 0}, 0,
                       {{"a second text must not wipe out the first: add to what is there", {3, 2, 0}},
                        {"between two texts there is no pair", {6, 4, 1}}}));
}

TEST(CountPairs, OfAFollowerThatCameThreeTimesByHand) {
  Bigrams counts(3);
  count_pairs(counts, kSixSymbols);
  const std::vector<double> row{probability(counts, 0, 0, 1), probability(counts, 0, 1, 1),
                                probability(counts, 0, 2, 1)};
  EXPECT_TRUE(
      close_to(row, {1.0 / 6, 3.0 / 6, 2.0 / 6}, 1e-12,
               {{"add one to every symbol, and the total grows by the vocabulary, not by one",
                 {1.0 / 4, 3.0 / 4, 2.0 / 4}},
                {"the total must grow too, by add · vocabulary", {1.0 / 3, 3.0 / 3, 2.0 / 3}},
                {"`add` is not used: what was never seen would be impossible", {0, 2.0 / 3, 1.0 / 3}}},
               "(count + add) / (total + add · vocabulary)"));
  EXPECT_TRUE(close_to(probability(counts, 2, 0, 0), 1.0 / 3, 1e-12,
                       {{"0/0: nothing ever followed symbol 2, so all symbols are equal", {std::nan("")}},
                        {"nothing ever followed symbol 2: all symbols are equal, not impossible", {0}}}));
}

TEST(Bigrams, ProbabilitiesSumToOneWhateverIsAdded) {
  Random random(1);
  std::vector<int32_t> text(200);
  for (int32_t& symbol : text) symbol = static_cast<int32_t>(random.below(7));
  Bigrams counts(8);  // symbol 7 never comes
  count_pairs(counts, text);
  for (const double add : {0.0, 0.1, 1.0, 100.0})
    for (int32_t before = 0; before < 8; ++before) {
      double total = 0;
      for (int32_t next = 0; next < 8; ++next) total += probability(counts, before, next, add);
      EXPECT_NEAR(total, 1, 1e-12);
    }
}

TEST(Bigrams, WhatIsAddedPullsTowardsEqualChances) {
  Bigrams counts(3);
  count_pairs(counts, kSixSymbols);
  EXPECT_NEAR(cross_entropy(counts, kSixSymbols, 1e9), std::log(3), 1e-6);
  const std::vector<int32_t> never{1, 2};
  EXPECT_EQ(cross_entropy(counts, never, 0), std::numeric_limits<double>::infinity());
  EXPECT_NEAR(cross_entropy(counts, never, 1), -std::log(1.0 / 5), 1e-12);
}

TEST(Bigrams, RefusesWhatItCannotCount) {
  EXPECT_THROW(Bigrams(0), Error);
  EXPECT_THROW(Bigrams(int64_t{1} << 40), Error);
  Bigrams counts(2);
  const std::vector<int32_t> outside{0, 1, 2}, negative{0, -1}, one{1};
  EXPECT_TRUE(says(error_of([&] { count_pairs(counts, outside); }), {"[bigrams]", "symbol 2", "2"}));
  EXPECT_THROW(count_pairs(counts, negative), Error);
  EXPECT_EQ(counts.totals[0], 0) << "a refused text must leave nothing behind";
  EXPECT_THROW(cross_entropy(counts, one, 1), Error);
}

}  // namespace
}  // namespace p2g
