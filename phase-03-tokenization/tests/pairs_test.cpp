#include "tokenizer/pairs.h"

#include "math/random.h"
#include "reads.h"
#include "tokenizer/pair_index.h"

namespace p2g {
namespace {

std::string listed(const std::vector<PairCount>& counts) {
  std::string text;
  for (const PairCount& c : counts)
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", as_letters({c.pair.left, c.pair.right}), c.count);
  return text;
}

TEST(CountPairs, OfTwoWordsByHand) {
  const std::vector<SymbolWord> words{{as_symbols("abc"), 5}, {as_symbols("bcb"), 2}};
  EXPECT_TRUE(
      reads(listed(count_pairs(words)), "ab:5 bc:7 cb:2",
            {{"ab:1 bc:2 cb:1", "each word counts as often as it came in the text: add word.count"},
             {"ab:5 bc:7 cb:7", "the last word's end is no neighbour of the next word's start"},
             {"ab:5 bc:7 cb:9", "the last word's end is no neighbour of the next word's start"},
             {"bc:7 ab:5 cb:2", "wanted in order of first occurrence, not of count"},
             {"ab:5 bc:5 bc:2 cb:2", "a pair that is known adds to its count, and is not listed again"},
             {"ab:5 bc:2 cb:2", "a pair that comes again adds to its count, it does not replace it"},
             {"ab:5 cb:2", "n symbols have n − 1 pairs"}},
            "go through each word, and count symbol i with symbol i + 1"));
}

TEST(CountPairs, NothingHasNoPairs) {
  EXPECT_TRUE(count_pairs({}).empty());
  const std::vector<SymbolWord> words{{{}, 3}, {as_symbols("a"), 4}};
  EXPECT_TRUE(holds(count_pairs(words).empty(), "no pairs in words of no or one symbol",
                    listed(count_pairs(words)),
                    "size() − 1 of no symbols is a huge unsigned number: write i + 1 < size()"));
}

std::string merged(std::string_view letters, std::string_view pair) {
  std::vector<int32_t> symbols = as_symbols(letters);
  merge_pair(symbols, {pair[0] - 'a', pair[1] - 'a'}, 'Z' - 'a');
  return as_letters(symbols);
}

TEST(MergePair, ReplacesEveryOccurrence) {
  EXPECT_TRUE(reads(merged("abcab", "ab"), "ZcZ",
                    {{"Zcab", "all occurrences are merged, not the first alone"},
                     {"ZbcZb", "the pair's second symbol goes: go on behind it"},
                     {"ZcabZ", "resize to the symbols that are left"},
                     {"ZcZab", "resize to the symbols that are left"}},
                    "copy symbol by symbol, and where the pair stands write the result for both"));
  EXPECT_EQ(merged("cba", "ab"), "cba");
  EXPECT_EQ(merged("b", "ab"), "b");
  EXPECT_EQ(merged("", "ab"), "");
}

TEST(MergePair, OverlapsAreMergedFromTheLeft) {
  EXPECT_TRUE(reads(merged("aaa", "aa"), "Za",
                    {{"aZ", "from left to right: the first two of three"},
                     {"ZZ", "a symbol can be part of one merge only"},
                     {"Z", "what is merged is no part of the next pair"}},
                    "after a merge go on behind both symbols"));
  EXPECT_EQ(merged("aaaa", "aa"), "ZZ");
}

// Merges of a, b, c, by rank: bc -> d, ab -> e, ad -> f, cc -> g.
MergeTable table() {
  MergeTable table;
  table.reserve(8);
  table.insert({1, 2}, {0, 3});
  table.insert({0, 1}, {1, 4});
  table.insert({0, 3}, {2, 5});
  table.insert({2, 2}, {3, 6});
  return table;
}

std::string merged_by_rank(std::string_view letters) {
  std::vector<int32_t> symbols = as_symbols(letters);
  symbols.resize(merge_by_rank(table(), symbols));
  return as_letters(symbols);
}

TEST(MergeByRank, TheEarliestMergeFirst) {
  EXPECT_TRUE(reads(merged_by_rank("abc"), "f",
                    {{"ec", "bc was learned before ab: look for the smallest rank among all pairs first"},
                     {"ad", "after a merge look again: a and the new symbol are a pair too"}},
                    "find the pair of smallest rank, merge it, and begin again until there is none"));
  EXPECT_TRUE(reads(merged_by_rank("abab"), "ee", {{"eab", "go on until no pair is in the table"}}, ""));
  EXPECT_TRUE(
      reads(merged_by_rank("ccc"), "gc", {{"cg", "the leftmost of equal ranks first: < and not <="}}, ""));
  EXPECT_EQ(merged_by_rank("a"), "a");
  EXPECT_EQ(merged_by_rank(""), "");
}

// Merge after merge through the whole word, as the merges were learned, gives the same.
TEST(MergeByRank, IsTheOrderOfLearning) {
  Random random(4);
  for (int round = 0; round < 500; ++round) {
    std::vector<int32_t> symbols(random.below(20)), by_rank;
    for (int32_t& s : symbols) s = static_cast<int32_t>(random.below(3));
    by_rank = symbols;
    by_rank.resize(merge_by_rank(table(), by_rank));
    for (const auto& [pair, result] :
         {std::pair{IdPair{1, 2}, 3}, {IdPair{0, 1}, 4}, {IdPair{0, 3}, 5}, {IdPair{2, 2}, 6}})
      merge_pair(symbols, pair, result);
    ASSERT_EQ(as_letters(by_rank), as_letters(symbols));
  }
}

TEST(PairIndex, CountsAsIfItCountedAgain) {
  Random random(2);
  for (int round = 0; round < 50; ++round) {
    std::vector<SymbolWord> words(1 + random.below(8));
    for (SymbolWord& word : words) {
      word.count = static_cast<int64_t>(1 + random.below(5));
      word.symbols.resize(random.below(15));
      for (int32_t& s : word.symbols) s = static_cast<int32_t>(random.below(3));
    }
    PairIndex index(words);
    for (int32_t result = 3; result < 8; ++result) {
      const std::vector<PairCount> before = count_pairs(words);
      if (before.empty()) break;
      const PairCount chosen = before[random.below(before.size())];
      const PairIndex::Merged merged = index.merge(chosen.pair, result);
      int64_t occurrences = 0;
      for (SymbolWord& word : words) {
        const size_t length = word.symbols.size();
        merge_pair(word.symbols, chosen.pair, result);
        occurrences += word.count * static_cast<int64_t>(length - word.symbols.size());
      }
      EXPECT_EQ(merged.occurrences, occurrences);
      const std::vector<PairCount> after = count_pairs(words);
      ASSERT_EQ(index.counts().size(), after.size());
      for (const PairCount& c : after) ASSERT_EQ(index.count(c.pair), c.count);
    }
  }
}

}  // namespace
}  // namespace p2g
