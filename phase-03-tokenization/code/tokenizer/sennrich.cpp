#include "tokenizer/sennrich.h"

#include "tokenizer/unicode.h"

namespace p2g {

SennrichBpe::SennrichBpe(std::span<const std::pair<std::string, int64_t>> words, int merges) {
  for (const auto& [word, count] : words) words_.push_back({characters_of(word, symbols_), count});
  while (static_cast<int>(merges_.size()) < merges) {
    PairCount best{{-1, -1}, 0};
    for (const PairCount& found : count_pairs(words_))
      if (found.count > best.count) best = found;
    if (best.count == 0) break;
    merges_.push_back(best);
    const int32_t result = symbols_.add(merged(merges_.size() - 1));
    for (SymbolWord& word : words_) merge_pair(word.symbols, best.pair, result);
  }
}

std::string SennrichBpe::merged(size_t i) const {
  return symbols_.piece(merges_[i].pair.left) + symbols_.piece(merges_[i].pair.right);
}

std::vector<std::string> SennrichBpe::segment(std::string_view word) const {
  Vocabulary symbols = symbols_;  // a character that was never seen stays alone
  std::vector<int32_t> ids = characters_of(word, symbols);
  for (size_t i = 0; i < merges_.size(); ++i) merge_pair(ids, merges_[i].pair, *symbols.id(merged(i)));
  std::vector<std::string> pieces;
  for (const int32_t id : ids) pieces.push_back(symbols.piece(id));
  return pieces;
}

std::vector<std::string> SennrichBpe::spelled(std::span<const int32_t> symbols) const {
  std::vector<std::string> pieces;
  for (const int32_t id : symbols) pieces.push_back(symbols_.piece(id));
  return pieces;
}

std::vector<int32_t> SennrichBpe::characters_of(std::string_view word, Vocabulary& symbols) const {
  std::vector<int32_t> ids;
  for (size_t i = 0; i < word.size();) {
    const size_t bytes = code_point_at(word, i).bytes;
    ids.push_back(symbols.add(word.substr(i, bytes)));
    i += bytes;
  }
  ids.push_back(symbols.add(kWordEnd));
  return ids;
}

}  // namespace p2g
