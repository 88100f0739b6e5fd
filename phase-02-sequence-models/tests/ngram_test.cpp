#include "sequence/ngram.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "math/error.h"

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

// The table of interpolated Kneser–Ney on the usual 90/10 split, computed independently.
TEST(Ngram, ReachesTheTableOnTinyShakespeare) {
  const char* folder = std::getenv("P2G_DATA");
  std::ifstream file(std::string(folder == nullptr ? "data" : folder) + "/tinyshakespeare/input.txt",
                     std::ios::binary);
  if (!file) GTEST_SKIP() << "needs tiny Shakespeare: ./course fetch tinyshakespeare";
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::map<char, int32_t> index;
  for (const char c : text) index.emplace(c, 0);
  int32_t next = 0;
  for (auto& [c, id] : index) id = next++;
  std::vector<int32_t> ids;
  for (const char c : text) ids.push_back(index[c]);
  const std::span<const int32_t> all = ids, train = all.first(ids.size() * 9 / 10),
                                 held_out = all.subspan(train.size());
  const double table[] = {3.3473, 2.4844, 2.0449, 1.7290};
  for (int order = 1; order <= 4; ++order)
    EXPECT_NEAR(NgramModel(order, next, train).cross_entropy(held_out), table[order - 1], 0.0005)
        << "order " << order;
}

}  // namespace
}  // namespace p2g
