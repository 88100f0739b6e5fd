#include "sequence/long_tasks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sequence/reber.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Reber, MakesStringsOfItsGrammar) {
  Random random(1);
  std::set<std::string> strings;
  int64_t t_branch = 0;
  for (int i = 0; i < 2000; ++i) {
    const ReberString s = embedded_reber(random);
    EXPECT_TRUE(is_embedded_reber(s.symbols)) << reber_text(s.symbols);
    EXPECT_GE(s.symbols.size(), 9u);
    EXPECT_EQ(s.symbols[1], s.symbols[s.symbols.size() - 2]);
    for (size_t t = 0; t + 1 < s.symbols.size(); ++t)
      EXPECT_TRUE(s.legal[t] >> s.symbols[t + 1] & 1u) << reber_text(s.symbols) << " at " << t;
    EXPECT_EQ(s.legal.back(), 0u);
    t_branch += s.symbols[1] == 1;
    strings.insert(reber_text(s.symbols));
  }
  EXPECT_NEAR(static_cast<double>(t_branch), 1000, 100);
  EXPECT_GT(strings.size(), 300u);
  EXPECT_TRUE(strings.contains("BTBTXSETE"));
}

std::vector<int32_t> symbols_of(const std::string& text) {
  std::vector<int32_t> symbols;
  for (const char c : text) symbols.push_back(static_cast<int32_t>(std::string(kReberLetters).find(c)));
  return symbols;
}

TEST(Reber, RefusesWhatIsNotInTheGrammar) {
  EXPECT_TRUE(is_embedded_reber(symbols_of("BPBPTVPSEPE")));
  EXPECT_FALSE(is_embedded_reber(symbols_of("BPBPTVPSETE"))) << "the other branch at the end";
  EXPECT_FALSE(is_embedded_reber(symbols_of("BPBTVPSEPE")));
  EXPECT_FALSE(is_embedded_reber(symbols_of("BTBTXSET")));
  EXPECT_FALSE(is_embedded_reber(symbols_of("BT")));
}

TEST(Reber, GoesOnAndOn) {
  Random random(2);
  const ReberString s = continual_reber(5000, random);
  ASSERT_EQ(s.symbols.size(), 5000u);
  for (size_t t = 0; t + 1 < s.symbols.size(); ++t) ASSERT_TRUE(s.legal[t] >> s.symbols[t + 1] & 1u) << t;
}

TEST(Adding, MarksTwoPairsAndAsksForTheirSum) {
  const int64_t T = 100, B = 500;
  Random random(1);
  const AddingBatch batch = adding_problem(T, B, random);
  double square = 0;
  int64_t latest = 0;
  for (int64_t b = 0; b < B; ++b) {
    std::vector<int64_t> marked;
    int64_t length = 0;
    double total = 0;
    for (int64_t t = 0; t < batch.mask.shape()[0]; ++t) {
      const Real *pair = batch.x.data() + (t * B + b) * 2, on = batch.mask[t * B + b];
      length += on != 0;
      EXPECT_TRUE(on != 0 || (pair[0] == 0 && pair[1] == 0));
      EXPECT_LE(std::abs(pair[0]), 1);
      if (pair[1] == 1) marked.push_back(t), total += static_cast<double>(pair[0]);
      if (pair[1] == -1) {
        EXPECT_TRUE(t == 0 || t == length - 1);
      }
    }
    EXPECT_TRUE(length >= T && length <= T + T / 10);
    ASSERT_EQ(marked.size(), 2u);
    EXPECT_TRUE(marked[0] < 10 && marked[1] < T / 2);
    EXPECT_NEAR(static_cast<double>(batch.target[b]), 0.5 + total / 4, 1e-6);
    EXPECT_EQ(batch.x[((length - 1) * B + b) * 2 + 1], -1);
    latest = std::max(latest, marked[1]);
    square += std::pow(static_cast<double>(batch.target[b]) - 0.5, 2);
  }
  EXPECT_GE(latest, 45);
  EXPECT_NEAR(square / static_cast<double>(B), 1.0 / 24, 0.006);  // 2 · Var U(−1,1) / 16
}

TEST(TemporalOrder, PutsXAndYWhereTheyBelong) {
  const int64_t B = 400;
  Random random(1);
  const OrderBatch batch = temporal_order(B, random);
  std::vector<int64_t> classes(4);
  for (int64_t b = 0; b < B; ++b) {
    std::string text;
    for (int64_t t = 0; t < batch.mask.shape()[0]; ++t) {
      const Real* row = batch.x.data() + (t * B + b) * kOrderSymbols;
      const auto at = std::find(row, row + kOrderSymbols, Real(1)) - row;
      if (batch.mask[t * B + b] != 0) text += "EBabcdXY"[at];
    }
    EXPECT_TRUE(text.size() >= 100 && text.size() <= 110);
    EXPECT_TRUE(text[0] == 'E' && text.back() == 'B');
    const size_t first = text.find_first_of("XY"), second = text.find_first_of("XY", first + 1);
    EXPECT_TRUE(first >= 10 && first <= 20 && second >= 50 && second <= 60);
    EXPECT_EQ(text.find_first_of("XY", second + 1), std::string::npos);
    EXPECT_EQ(text.find_first_of("EB", 1), text.size() - 1);
    EXPECT_EQ(batch.classes[b], 2 * (text[first] == 'Y') + (text[second] == 'Y'));
    ++classes[static_cast<size_t>(batch.classes[b])];
  }
  for (const int64_t count : classes) EXPECT_NEAR(static_cast<double>(count), 100, 35);
}

TEST(LongTasks, RefuseWhatTheyCannotMake) {
  Random random(1);
  EXPECT_TRUE(says(error_of([&] { adding_problem(10, 2, random); }), {"length 10", "22"}));
  EXPECT_TRUE(says(error_of([&] { temporal_order(0, random); }), {"batch 0"}));
}

TEST(LongTasks, OfOneSeedAreTheSame) {
  Random a(4), b(4);
  EXPECT_EQ(adding_problem(50, 3, a).target[2], adding_problem(50, 3, b).target[2]);
  EXPECT_EQ(temporal_order(5, a).classes.values(), temporal_order(5, b).classes.values());
  EXPECT_EQ(embedded_reber(a).symbols, embedded_reber(b).symbols);
}

}  // namespace
}  // namespace p2g
