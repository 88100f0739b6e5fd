// One id a word, where a word is what stands between white space. All other words are one: "<unk>".
#pragma once

#include <span>

#include "tokenizer/vocabulary.h"

namespace p2g {

std::vector<std::string_view> split_at_white_space(std::string_view text);

class WordTokenizer {
 public:
  static constexpr const char* kUnknown = "<unk>";  // id 0

  // The most frequent words of the text, the first of equals; with <unk>, `vocabulary` ids or fewer.
  static WordTokenizer of(std::string_view text, int64_t vocabulary);
  explicit WordTokenizer(Vocabulary words);  // throws if id 0 is not <unk>

  const Vocabulary& vocabulary() const { return words_; }
  std::vector<int32_t> encode(std::string_view text) const;
  // Words with one space between: white space is lost, and so is every word that became <unk>.
  std::string decode(std::span<const int32_t> ids) const;

 private:
  Vocabulary words_;
};

}  // namespace p2g
