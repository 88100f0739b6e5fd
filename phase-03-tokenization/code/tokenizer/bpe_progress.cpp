#include "tokenizer/bpe_progress.h"

#include <algorithm>

#include "math/error.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/word_counts.h"

namespace p2g {

// The 256 bytes in GPT-2's order: those that can be printed first.
BpeProgress::BpeProgress(std::string_view text, int64_t vocabulary) : text_(text), wanted_(vocabulary - 257) {
  if (wanted_ < 0)
    fail("bpe", "a vocabulary of {} is too small: 256 bytes and the end of text need 257", vocabulary);
  std::vector<std::pair<int32_t, char>> order;
  for (size_t byte = 0; byte < 256; ++byte)
    order.emplace_back(byte_alphabet()[byte], static_cast<char>(byte));
  std::sort(order.begin(), order.end());
  for (const auto& [character, byte] : order) training_.pieces.emplace_back(1, byte);
}

std::vector<SymbolWord> BpeProgress::words() const {
  std::array<int32_t, 256> byte_ids{};
  for (size_t id = 0; id < 256; ++id)
    byte_ids[static_cast<unsigned char>(training_.pieces[id][0])] = static_cast<int32_t>(id);
  std::vector<SymbolWord> words;
  for (const WordCount& word : count_words(text_)) {
    words.push_back({{}, word.count});
    for (const char c : word.word) words.back().symbols.push_back(byte_ids[static_cast<unsigned char>(c)]);
  }
  return words;
}

std::string BpeProgress::spelling(IdPair pair) const {
  return training_.pieces[static_cast<size_t>(pair.left)] + training_.pieces[static_cast<size_t>(pair.right)];
}

int32_t BpeProgress::add(IdPair pair, int64_t count) {
  const auto result = static_cast<int32_t>(training_.pieces.size());
  training_.pieces.push_back(spelling(pair));
  training_.merges.push_back({pair, result, count});
  spelled_.insert(training_.pieces.back());
  return result;
}

BpeTraining BpeProgress::finish() && {
  training_.pieces.emplace_back(kEndOfText);
  return std::move(training_);
}

}  // namespace p2g
