#include "transformer/masking.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "nn/cross_entropy.h"
#include "throws.h"

namespace p2g {
namespace {

// Ids 0 and 1 are signs, 2 … 11 are words; 2 is a mask among the words, so that it can be told from signs.
constexpr MaskRule kRule{.mask = 1, .first_word = 2, .vocabulary = 12};

Ids text_of(int64_t length) {
  Ids ids = Ids::filled({1, length}, 0);
  for (int64_t i = 0; i < length; ++i) ids[i] = static_cast<int32_t>(2 + i * 7 % 10);
  return ids;
}

struct Shares {
  double chosen = 0, masked = 0, changed = 0, kept = 0;  // the last three of the chosen
};

Shares shares(const Ids& ids, const MaskedText& text) {
  Shares s;
  double targets = 0;
  for (int64_t i = 0; i < ids.size(); ++i) {
    if (text.targets[i] == kIgnored) continue;
    ++targets;
    if (text.inputs[i] == kRule.mask)
      ++s.masked;
    else if (text.inputs[i] == ids[i])
      ++s.kept;
    else
      ++s.changed;
  }
  s.chosen = targets / static_cast<double>(ids.size());
  s.masked /= targets, s.changed /= targets, s.kept /= targets;
  return s;
}

TEST(Masking, TargetsAreWhatWasThere) {
  const Ids ids = text_of(2000);
  Random random(1);
  const MaskedText text = mask_words(ids, kRule, random);
  for (int64_t i = 0; i < ids.size(); ++i) {
    if (text.targets[i] == kIgnored) {
      ASSERT_TRUE(holds(text.inputs[i] == ids[i], "a word that was not chosen stays as it is",
                        fmt::format("{} became {}", ids[i], text.inputs[i]),
                        "only chosen words are hidden, and every hidden word is a target"));
    } else {
      ASSERT_TRUE(holds(text.targets[i] == ids[i], fmt::format("target {}", ids[i]),
                        fmt::format("{}", text.targets[i]), "the target is the word before it was hidden"));
    }
  }
}

// Of 100,000 words 15,000 are chosen, give or take 3 · √(100000·.15·.85) = 340.
TEST(Masking, ChoosesFifteenOfAHundred) {
  const Ids ids = text_of(100000);
  Random random(2);
  const Shares s = shares(ids, mask_words(ids, kRule, random));
  EXPECT_TRUE(close_to(
      s.chosen, 0.15, 0.0034,
      {{"every word is a target: only 15 of 100 are chosen", {1}}, {"15 of 100 are chosen, not 85", {0.85}}},
      "each word with probability `chosen`"));
}

TEST(Masking, HidesEightOfTenAndChangesOne) {
  const Ids ids = text_of(100000);
  Random random(3);
  const Shares s = shares(ids, mask_words(ids, kRule, random));
  // A word drawn evenly from ten is the same word once in ten times.
  EXPECT_TRUE(close_to({s.masked, s.changed, s.kept}, {0.8, 0.09, 0.11}, 0.012,
                       {{"all chosen words are hidden: some must be changed, and some left", {1, 0, 0}},
                        {"`changed` counts from the top of `masked`: fate < masked + changed", {0.8, 0, 0.2}},
                        {"a tenth of the chosen words stays as it is", {0.8, 0.18, 0.02}},
                        {"every chosen word that is not hidden is changed", {0.8, 0.18, 0.02}}},
                       "of the chosen 80 % are hidden, 10 % changed, 10 % left"));
}

TEST(Masking, NeverTouchesSigns) {
  Ids ids = text_of(5000);
  for (int64_t i = 0; i < ids.size(); i += 2) ids[i] = 0;
  Random random(4);
  const MaskedText text = mask_words(ids, kRule, random);
  int64_t touched = 0, drawn = 0;
  for (int64_t i = 0; i < ids.size(); ++i) {
    touched += ids[i] == 0 && (text.targets[i] != kIgnored || text.inputs[i] != 0);
    drawn += ids[i] != 0 && text.inputs[i] == 0;
  }
  EXPECT_TRUE(holds(touched == 0, "padding stays padding", fmt::format("{} signs were touched", touched),
                    "ids under first_word are signs: never chosen"));
  EXPECT_TRUE(holds(drawn == 0, "drawn words are words", fmt::format("{} became a sign", drawn),
                    "draw from first_word … vocabulary − 1"));
}

TEST(Masking, DrawsEveryWordEqually) {
  const Ids ids = text_of(200000);
  MaskRule rule = kRule;
  rule.chosen = 1, rule.masked = 0, rule.changed = 1;
  Random random(5);
  const MaskedText text = mask_words(ids, rule, random);
  std::vector<double> counts(12);
  for (int64_t i = 0; i < ids.size(); ++i) ++counts[static_cast<size_t>(text.inputs[i])];
  for (size_t word = 2; word < 12; ++word) EXPECT_NEAR(counts[word], 20000, 4 * std::sqrt(18000)) << word;
}

TEST(Masking, IsTheSameForTheSameSeed) {
  const Ids ids = text_of(300);
  Random one(6), same(6), other(7);
  const MaskedText a = mask_words(ids, kRule, one), b = mask_words(ids, kRule, same);
  EXPECT_EQ(a.inputs.values(), b.inputs.values());
  EXPECT_EQ(a.targets.values(), b.targets.values());
  EXPECT_NE(a.targets.values(), mask_words(ids, kRule, other).targets.values());
}

TEST(Masking, RefusesWordsOutsideTheVocabulary) {
  Random random(8);
  EXPECT_TRUE(says(error_of([&] { (void)mask_words(Ids({1, 1}, {12}), kRule, random); }), {"id 12", "12"}));
  EXPECT_TRUE(says(error_of([&] {
                     (void)mask_words(Ids({1, 1}, {0}), {.first_word = 3, .vocabulary = 3}, random);
                   }),
                   {"[mask_words]", "none"}));
}

}  // namespace
}  // namespace p2g
