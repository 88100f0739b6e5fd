#include "tokenizer/pair_index.h"

#include <algorithm>

namespace p2g {

PairIndex::PairIndex(std::span<const SymbolWord> words) {
  for (const PairCount& found : count_pairs(words)) counts_.emplace(found.pair, found.count);
  for (const SymbolWord& word : words)
    for (size_t i = 0; i < word.symbols.size(); ++i) {
      const auto here = static_cast<int64_t>(nodes_.size());
      const bool last = i + 1 == word.symbols.size();
      nodes_.push_back({word.symbols[i], i == 0 ? kNone : here - 1, last ? kNone : here + 1, word.count});
      if (!last) places_[{word.symbols[i], word.symbols[i + 1]}].push_back(here);
    }
}

int64_t PairIndex::count(IdPair pair) const {
  const auto found = counts_.find(pair);
  return found == counts_.end() ? 0 : found->second;
}

PairIndex::Merged PairIndex::merge(IdPair pair, int32_t result) {
  std::vector<int64_t> places = std::move(places_[pair]);
  places_.erase(pair);
  std::sort(places.begin(), places.end());  // from left to right, where occurrences overlap
  Merged merged;
  for (const int64_t place : places) merge_at(place, pair, result, merged);
  std::erase_if(merged.changes, [](const auto& change) { return change.second == 0; });
  for (const auto& [changed, change] : merged.changes)
    if ((counts_[changed] += change) == 0) counts_.erase(changed);
  return merged;
}

// Places are not taken off the lists when their pair changes: one that is no longer there is passed over.
void PairIndex::merge_at(int64_t place, IdPair pair, int32_t result, Merged& merged) {
  Node& left = node(place);
  if (left.symbol != pair.left || left.next == kNone || node(left.next).symbol != pair.right) return;
  Node& right = node(left.next);
  merged.occurrences += left.count;
  merged.changes[pair] -= left.count;
  if (left.previous != kNone) {
    const int32_t before = node(left.previous).symbol;
    merged.changes[{before, pair.left}] -= left.count;
    merged.changes[{before, result}] += left.count;
    places_[{before, result}].push_back(left.previous);
  }
  if (right.next != kNone) {
    const int32_t after = node(right.next).symbol;
    merged.changes[{pair.right, after}] -= left.count;
    merged.changes[{result, after}] += left.count;
    places_[{result, after}].push_back(place);
    node(right.next).previous = place;
  }
  left.symbol = result;
  left.next = right.next;
  right.symbol = static_cast<int32_t>(kNone);
}

}  // namespace p2g
