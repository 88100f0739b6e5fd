#include "tokenizer/pairs.h"

namespace p2g {

std::vector<PairCount> count_pairs(std::span<const SymbolWord> words) {
  std::vector<PairCount> counts;
  std::map<IdPair, size_t, PairOrder> places;
  for (const SymbolWord& word : words)
    for (size_t i = 0; i + 1 < word.symbols.size(); ++i) {
      const IdPair pair{word.symbols[i], word.symbols[i + 1]};
      const auto [place, fresh] = places.emplace(pair, counts.size());
      if (fresh) counts.push_back({pair, 0});
      counts[place->second].count += word.count;
    }
  return counts;
}

}  // namespace p2g
