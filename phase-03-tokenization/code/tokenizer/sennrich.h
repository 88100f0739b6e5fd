// Byte-pair encoding as Sennrich, Haddow and Birch wrote it in 2016: on characters, with </w> at a word's
// end.
#pragma once

#include <span>
#include <utility>

#include "tokenizer/pairs.h"
#include "tokenizer/vocabulary.h"

namespace p2g {

class SennrichBpe {
 public:
  static constexpr const char* kWordEnd = "</w>";

  // Words and how often each comes. Of equally frequent pairs the one that occurs first is merged. Ends early
  // where no pair is left.
  SennrichBpe(std::span<const std::pair<std::string, int64_t>> words, int merges);

  const std::vector<PairCount>& merges() const { return merges_; }  // with the count when merged
  std::string merged(size_t i) const;                               // what merge i made: "est</w>"
  const std::vector<SymbolWord>& words() const { return words_; }   // the training words, as they ended
  // Any word, by the merges in the order in which they were learned: "lowest" -> low est</w>
  std::vector<std::string> segment(std::string_view word) const;
  std::vector<std::string> spelled(std::span<const int32_t> symbols) const;

 private:
  std::vector<int32_t> characters_of(std::string_view word, Vocabulary& symbols) const;

  Vocabulary symbols_;
  std::vector<PairCount> merges_;
  std::vector<SymbolWord> words_;
};

}  // namespace p2g
