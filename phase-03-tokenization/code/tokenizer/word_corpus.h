// A text as ids of words, passage by passage: what word vectors learn from.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tokenizer/word_list.h"

namespace p2g {

// Words are runs of letters, in lower case; an apostrophe between letters belongs to its word, and ’ is
// written '. Everything else stands between words. A blank line ends a passage.
void for_each_word(std::string_view text, const std::function<void(std::string_view)>& word,
                   const std::function<void()>& passage_end);

std::string lower_case(std::string_view text);  // of every letter that has one; other bytes stay

struct WordCorpus {
  WordList counts;
  std::vector<int32_t> words;  // in order of the text; those that `counts` leaves out are left out here
  std::vector<int64_t> ends;   // where each passage ends in `words`; none is empty
};

// Throws if no word occurs `least` times.
WordCorpus word_corpus(std::string_view text, int64_t least);

}  // namespace p2g
