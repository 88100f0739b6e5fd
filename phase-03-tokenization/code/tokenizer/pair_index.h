// Words as linked lists of symbols, and for every pair the places where it stands: a merge touches these
// only, however long the words are. Both trainers that merge pairs stand on it.
#pragma once

#include "tokenizer/pairs.h"

namespace p2g {

class PairIndex {
 public:
  explicit PairIndex(std::span<const SymbolWord> words);

  const PairCounts& counts() const { return counts_; }
  int64_t count(IdPair pair) const;

  struct Merged {
    int64_t occurrences = 0;  // how often the pair was replaced, each word times its count
    PairCounts changes;       // what that did to the counts; no zeros
  };
  Merged merge(IdPair pair, int32_t result);

 private:
  static constexpr int64_t kNone = -1;
  struct Node {
    int32_t symbol;  // kNone once it is merged into its left neighbour
    int64_t previous, next, count;
  };
  Node& node(int64_t i) { return nodes_[static_cast<size_t>(i)]; }
  void merge_at(int64_t place, IdPair pair, int32_t result, Merged& merged);

  std::vector<Node> nodes_;
  PairCounts counts_;
  std::map<IdPair, std::vector<int64_t>, PairOrder> places_;
};

}  // namespace p2g
