#include "tokenizer/rank_correlation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

using Values = std::vector<double>;

TEST(Ranks, ByHand) {
  EXPECT_TRUE(close_to(ranks(Values{30, 10, 20}), {3, 1, 2}, 0,
                       {{"counted from 0: the smallest has rank 1", {2, 0, 1}},
                        {"the largest is first: the smallest has rank 1", {1, 3, 2}},
                        {"the order is given, and not the ranks: which value has which place?", {2, 3, 1}},
                        {"the order is given, and not the ranks: which value has which place?", {1, 2, 0}}},
                       "wanted each value's place among all, 1 for the smallest"));
}

TEST(Ranks, OfEqualValuesAreTheMeanOfTheirPlaces) {
  EXPECT_TRUE(close_to(
      ranks(Values{5, 1, 5, 9, 5}), {3, 1, 3, 5, 3}, 0,
      {{"equal values have different ranks: they share the mean of 2, 3 and 4", {2, 1, 3, 5, 4}},
       {"equal values have the first of their places: they share the mean", {2, 1, 2, 5, 2}},
       {"equal values have the last of their places: they share the mean", {4, 1, 4, 5, 4}},
       {"after equal values the count does not go on: three values take three places", {2, 1, 2, 3, 2}}},
      "wanted the mean of the places 2, 3 and 4 for the three equal values"));
  EXPECT_TRUE(close_to(ranks(Values{1, 1}), {1.5, 1.5}, 0, {{"the mean is rounded: 1.5 is a rank", {1, 1}}}));
}

TEST(Ranks, SumToThatOfTheirPlaces) {
  Random random(1904);
  for (size_t n = 0; n < 50; ++n) {
    Values values(n);
    for (double& value : values) value = static_cast<double>(random.below(7));
    double sum = 0;
    for (const double rank : ranks(values)) sum += rank;
    EXPECT_DOUBLE_EQ(sum, static_cast<double>(n * (n + 1)) / 2);
  }
}

TEST(Ranks, RefuseNaN) {
  EXPECT_TRUE(says(error_of([] { (void)ranks(Values{1, NAN}); }), {"[ranks]", "not a number"}));
}

TEST(Spearman, SeesTheOrderAndNothingElse) {
  const Values x{1, 2, 3, 4, 5}, bent{1, 4, 9, 1000, 1e9};
  EXPECT_DOUBLE_EQ(spearman(x, bent), 1);
  EXPECT_DOUBLE_EQ(spearman(x, Values{5, 4, 3, 2, 1}), -1);
  EXPECT_LT(pearson(x, bent), 0.8);
}

// Without ties it is 1 − 6Σd²/n(n²−1), which nothing here computes.
TEST(Spearman, IsTheFormulaOfDifferences) {
  Random random(7);
  for (const size_t n : {2u, 5u, 30u}) {
    Values x(n), y(n);
    for (size_t i = 0; i < n; ++i) x[i] = random.uniform(), y[i] = random.uniform();
    const Values a = ranks(x), b = ranks(y);
    double squares = 0;
    for (size_t i = 0; i < n; ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
    const auto m = static_cast<double>(n);
    EXPECT_NEAR(spearman(x, y), 1 - 6 * squares / (m * (m * m - 1)), 1e-12);
  }
}

// Ranks 1 2½ 2½ 4 and 1 3 2 4, from their means: −1½ 0 0 1½ and −1½ ½ −½ 1½.
TEST(Spearman, WithTies) {
  EXPECT_NEAR(spearman(Values{1, 2, 2, 4}, Values{1, 3, 2, 4}), 4.5 / std::sqrt(4.5 * 5), 1e-15);
}

TEST(Spearman, RefusesWhatHasNoOrder) {
  EXPECT_TRUE(says(error_of([] { (void)spearman(Values{1}, Values{1}); }), {"[correlation]", "1 and 1"}));
  EXPECT_TRUE(says(error_of([] { (void)spearman(Values{1, 2}, Values{1}); }), {"2 and 1"}));
  EXPECT_TRUE(says(error_of([] { (void)spearman(Values{1, 1}, Values{1, 2}); }), {"the same value"}));
}

}  // namespace
}  // namespace p2g
