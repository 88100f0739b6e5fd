// The words of a text, and how often each comes: all that training a tokenizer looks at.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace p2g {

struct WordCount {
  std::string_view word;  // into the text
  int64_t count;
};

// By GPT-2's pattern, in order of first occurrence. On all cores, the same on any number of them.
std::vector<WordCount> count_words(std::string_view text);

// The same in one loop.
std::vector<WordCount> count_words_plain(std::string_view text);

}  // namespace p2g
