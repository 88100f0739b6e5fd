// BLEU by hand, then its properties.
#include "attention/bleu.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <sstream>
#include <string>

#include "close_to.h"
#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

// Words of a text as ids, the same for the same word everywhere.
Sentence ids(const std::string& text) {
  static std::map<std::string, int32_t> known;
  Sentence sentence;
  std::istringstream words(text);
  for (std::string word; words >> word;)
    sentence.push_back(known.try_emplace(word, static_cast<int32_t>(known.size())).first->second);
  return sentence;
}

std::vector<double> flat(const Matches& m) {
  return {static_cast<double>(m.matched), static_cast<double>(m.all)};
}

// The paper's own: seven times 'the' is not a translation.
TEST(ClippedMatches, OfSevenTimesTheByHand) {
  const std::vector<Sentence> references{ids("the cat is on the mat"), ids("there is a cat on the mat")};
  EXPECT_TRUE(close_to(flat(clipped_matches(ids("the the the the the the the"), references, 1)), {2, 7}, 0,
                       {{"a group counts at most as often as in one reference: clip it", {7, 7}},
                        {"a group counts at most as often as in ONE reference, not in all together", {3, 7}},
                        {"the last reference alone decided: take the most of all of them", {1, 7}},
                        {"each group counts as often as it stands there, not once", {1, 1}}},
                       "Σ min(count in the candidate, most in a reference), and Σ count in the candidate"));
}

TEST(ClippedMatches, OfPairsByHand) {
  const std::vector<Sentence> references{ids("the cat is on the mat")};
  EXPECT_TRUE(close_to(flat(clipped_matches(ids("the cat on the mat"), references, 2)), {3, 4}, 0,
                       {{"these are single words: groups of n = 2 were wanted", {5, 5}},
                        {"five words have four neighbours: the last group is missing", {2, 3}}},
                       "the cat, on the, the mat match; cat on does not"));
  EXPECT_TRUE(close_to(flat(clipped_matches(ids("cat"), references, 2)), {0, 0}, 0, {},
                       "a sentence of one word has no pair"));
}

TEST(BrevityPenalty, ByHand) {
  EXPECT_TRUE(close_to(
      {brevity_penalty(4, 5), brevity_penalty(5, 5), brevity_penalty(6, 5)}, {std::exp(-0.25), 1, 1}, 1e-12,
      {{"a longer candidate gains nothing: at most 1", {std::exp(-0.25), 1, std::exp(1. / 6)}},
       {"c and r are swapped: the short one pays", {1, 1, std::exp(-0.2)}},
       {"the penalty is e^(1 − r/c), not c/r", {0.8, 1, 1}}},
      "1 where c ≥ r, else e^(1 − r/c)"));
  EXPECT_TRUE(close_to(brevity_penalty(0, 5), 0, 0, {}, "who says nothing gets nothing"));
}

// One word of six is another: 5, 4, 3 and 2 groups of 6, 5, 4 and 3 are left.
// By hand 5/6 · 4/5 · 3/4 · 2/3.
TEST(Bleu, OfOneSentenceByHand) {
  const std::vector<Sentence> candidate{ids("a dog is on the mat")}, reference{ids("the dog is on the mat")};
  const Bleu got = bleu(candidate, reference);
  const double want = std::pow(5. / 6 * 4 / 5 * 3 / 4 * 2 / 3, 0.25);
  EXPECT_TRUE(
      close_to(got.score, want, 1e-12,
               {{"a geometric mean, not an arithmetic one", {(5. / 6 + 4. / 5 + 3. / 4 + 2. / 3) / 4}},
                {"the fourth root is missing", {5. / 6 * 4 / 5 * 3 / 4 * 2 / 3}}},
               "BP · (p1·p2·p3·p4)^(1/4)"));
  EXPECT_EQ(got.candidate_length, 6);
  EXPECT_EQ(got.reference_length, 6);
}

TEST(Bleu, IsOfTheCorpusNotAMeanOfSentences) {
  const std::vector<Sentence> candidates{ids("a b c d e f g h"), ids("x y")},
      references{ids("a b c d e f g h"), ids("u v")};
  const double want = std::pow(8. / 10 * 7 / 8 * 6 / 6 * 5 / 5, 0.25);
  EXPECT_TRUE(close_to(bleu(candidates, references).score, want, 1e-12,
                       {{"matches are summed over the corpus first: this is a mean over sentences", {0.5}}},
                       "sum up the matches of all sentences, then divide"));
}

TEST(Bleu, IsOneForTheReferenceItselfAndZeroWithoutAMatch) {
  Random random(1);
  std::vector<Sentence> texts(20);
  for (Sentence& text : texts) {
    text.resize(4 + random.below(12));
    for (int32_t& id : text) id = static_cast<int32_t>(random.below(9));
  }
  EXPECT_DOUBLE_EQ(bleu(texts, texts).score, 1);
  std::vector<Sentence> others = texts;
  for (Sentence& text : others)
    for (int32_t& id : text) id += 100;
  EXPECT_EQ(bleu(others, texts).score, 0);
  others.assign(texts.size(), {});
  EXPECT_EQ(bleu(others, texts).score, 0) << "an empty answer everywhere";
}

TEST(Bleu, FallsWithEveryWordThatIsChangedAndWithOrder) {
  const std::vector<Sentence> reference{ids("one two three four five six seven eight nine ten")};
  std::vector<Sentence> candidate = reference;
  double before = 1;
  for (const size_t i : {0u, 9u, 4u}) {
    candidate[0][i] = -1;
    const double now = bleu(candidate, reference).score;
    EXPECT_LT(now, before);
    before = now;
  }
  candidate = reference;
  std::swap(candidate[0][2], candidate[0][6]);
  const Bleu swapped = bleu(candidate, reference);
  EXPECT_DOUBLE_EQ(swapped.precision[0], 1) << "single words do not see order";
  EXPECT_LT(swapped.score, 1);
}

TEST(Bleu, AShortAnswerPaysAndALongOneLosesPrecision) {
  const std::vector<Sentence> reference{ids("one two three four five six")};
  const std::vector<Sentence> shorter{ids("one two three four")};
  EXPECT_NEAR(bleu(shorter, reference).score, std::exp(1 - 6. / 4), 1e-12);
  std::vector<Sentence> longer = reference;
  longer[0].push_back(-1);
  const Bleu got = bleu(longer, reference);
  EXPECT_EQ(got.brevity, 1);
  EXPECT_LT(got.score, 1);
}

TEST(Bleu, SeveralReferencesHelpAndTheNearestLengthCounts) {
  const std::vector<Sentence> candidate{ids("it is a good day today")};
  const Sentence near = ids("it is a fine day today"), other = ids("today is a good day");
  const std::vector<std::vector<Sentence>> both{{near, other}}, one{{near}};
  EXPECT_GE(bleu(candidate, both).score, bleu(candidate, one).score);
  EXPECT_EQ(bleu(candidate, both).reference_length, 6);
  const std::vector<std::vector<Sentence>> far_first{{ids("a b c d e f g"), other}},
      longest_first{{ids("a b c d e f g h"), near}};
  EXPECT_EQ(bleu(candidate, far_first).reference_length, 5) << "of two as near the shorter";
  EXPECT_EQ(bleu(candidate, longest_first).reference_length, 6);
}

TEST(Bleu, RefusesWhatDoesNotMatch) {
  const std::vector<Sentence> one{{1}}, two{{1}, {2}};
  EXPECT_TRUE(says(error_of([&] { bleu(one, two); }), {"[bleu]", "1 candidates", "for 2"}));
  EXPECT_THROW(bleu({}, std::span<const Sentence>{}), Error);
  EXPECT_THROW(bleu(one, std::vector<std::vector<Sentence>>{{}}), Error);
}

}  // namespace
}  // namespace p2g
