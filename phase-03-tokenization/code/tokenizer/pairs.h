// Neighbours in words, counted and merged: the two steps that byte-pair encoding repeats (Sennrich et al.
// 2016).
#pragma once

#include <map>
#include <span>

#include "tokenizer/merge_table.h"

namespace p2g {

// A word of the training text, and how often it came.
struct SymbolWord {
  std::vector<int32_t> symbols;
  int64_t count;
};

struct PairCount {
  IdPair pair;
  int64_t count;
};

struct PairOrder {
  bool operator()(const IdPair& a, const IdPair& b) const {
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  }
};
using PairCounts = std::map<IdPair, int64_t, PairOrder>;

// How often each pair of neighbours stands in the words, in order of first occurrence. Pairs do not cross
// words.
std::vector<PairCount> count_pairs(std::span<const SymbolWord> words);

// Replaces every occurrence of the pair by `result`, from left to right: "aaa" has one "aa", at its start.
void merge_pair(std::vector<int32_t>& symbols, IdPair pair, int32_t result);

// Merges the pair of smallest rank, the leftmost of equals, until no pair of neighbours is in the table.
// Works in place; returns how many symbols are left. Quadratic in the length, so for words only.
size_t merge_by_rank(const MergeTable& table, std::span<int32_t> symbols);

}  // namespace p2g
