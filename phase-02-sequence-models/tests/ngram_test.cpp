#include "sequence/ngram.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "math/error.h"
#include "sequence/alphabet.h"

namespace p2g {
namespace {

std::vector<int32_t> random_text(size_t length, int vocabulary, uint64_t seed) {
  Random random(seed);
  std::vector<int32_t> text(length);
  for (int32_t& symbol : text) symbol = static_cast<int32_t>(random.below(static_cast<uint64_t>(vocabulary)));
  return text;
}

TEST(Ngram, ProbabilitiesSumToOneInEveryContext) {
  const std::vector<int32_t> text = random_text(500, 7, 1);
  const NgramModel model(3, 7, text);
  for (int32_t a = 0; a < 7; ++a)
    for (int32_t b = 0; b < 7; ++b) {
      const std::vector<int32_t> context{a, b};
      double total = 0;
      for (int32_t symbol = 0; symbol < 7; ++symbol) total += model.probability(context, symbol);
      EXPECT_NEAR(total, 1, 1e-12);
    }
}

TEST(Ngram, UnseenContextFallsBackToShorterOnes) {
  const std::vector<int32_t> text{0, 1, 0, 1, 0, 2};
  const NgramModel model(3, 4, text);
  const std::vector<int32_t> unseen{3, 3}, nothing;
  EXPECT_DOUBLE_EQ(model.probability(unseen, 1), model.probability(nothing, 1));
}

// "0 1 0 1 0 2", order 2, by hand. Bigrams: 01 ×2, 10 ×2, 02 ×1, so n₁ = 1, n₂ = 2 and D = 1/5.
// Continuation counts: 0 follows one symbol, 1 one, 2 one, so n₁ = 3 and D = 1 below.
TEST(Ngram, AgreesWithSixSymbolsByHand) {
  const std::vector<int32_t> text{0, 1, 0, 1, 0, 2}, context{0};
  const NgramModel model(2, 3, text);
  const double below = 0.0 / 3 + 1.0 * 3 / 3 * (1.0 / 3);
  EXPECT_NEAR(model.probability(context, 1), (2 - 0.2) / 3 + 0.2 * 2 / 3 * below, 1e-12);
  EXPECT_NEAR(model.probability(context, 0), 0.2 * 2 / 3 * below, 1e-12);
}

TEST(Ngram, RefusesWhatItCannotCount) {
  const std::vector<int32_t> text{0, 1, 5};
  EXPECT_THROW(NgramModel(2, 3, text), Error);
  EXPECT_THROW(NgramModel(0, 9, text), Error);
  EXPECT_THROW(NgramModel(4, 9, text), Error);
  EXPECT_THROW(NgramModel(3, 1 << 30, text), Error);
}

TEST(Ngram, SamplesFollowTheProbabilities) {
  const std::vector<int32_t> text = random_text(300, 3, 2), context{1};
  const NgramModel model(2, 3, text);
  Random random(3);
  std::map<int32_t, int> counts;
  for (int i = 0; i < 30000; ++i) ++counts[model.sample(context, random)];
  for (int32_t symbol = 0; symbol < 3; ++symbol)
    EXPECT_NEAR(counts[symbol] / 30000.0, model.probability(context, symbol), 0.015);
}

// What counts below the highest order: "francisco" comes often, but always after "san".
// 0 = san, 1 = francisco, 2 and 3 other words that each come after several.
TEST(Ngram, CountsBelowTheHighestOrderInHowManyContextsASymbolStands) {
  const std::vector<int32_t> text{0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 2, 0, 2, 1, 3}, nothing;
  const NgramModel model(2, 4, text);
  // 1 comes four times, but after 0 and 2 only; 2 comes three times, after 1, 3 and 0.
  EXPECT_LT(model.probability(nothing, 1), model.probability(nothing, 2));
}

// The table of interpolated Kneser–Ney on the usual 90/10 split, computed independently.
TEST(Ngram, ReachesTheTableOnTinyShakespeare) {
  const char* folder = std::getenv("P2G_DATA");
  const std::string path = std::string(folder == nullptr ? "data" : folder) + "/tinyshakespeare/input.txt";
  if (!std::filesystem::exists(path))
    GTEST_SKIP() << "needs tiny Shakespeare: ./course fetch tinyshakespeare";
  const Corpus corpus = read_corpus(path);
  const auto symbols = static_cast<int>(corpus.alphabet.size());
  const double table[] = {3.3473, 2.4844, 2.0449, 1.7290, 1.5789, 1.5581, 1.5648, 1.5741};
  for (int order = 1; order <= 8; ++order)
    EXPECT_NEAR(NgramModel(order, symbols, corpus.train).cross_entropy(corpus.held_out), table[order - 1],
                0.0005)
        << "order " << order;
}

}  // namespace
}  // namespace p2g
