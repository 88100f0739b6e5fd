#include "tokenizer/gpt2_split.h"

#include "tokenizer/unicode.h"

namespace p2g {
namespace {

// The length of 's, 't, 're, 've, 'm, 'll or 'd at the start of the text, else 0.
size_t contraction(std::string_view text) {
  if (text.size() < 2) return 0;
  const char c = text[1];
  if (c == 's' || c == 't' || c == 'm' || c == 'd') return 2;
  if (text.size() < 3) return 0;
  const std::string_view two = text.substr(1, 2);
  return two == "re" || two == "ve" || two == "ll" ? 3 : 0;
}

// The end of the run of one class. Most of it is ASCII, for which a table is enough.
size_t run_end(std::string_view text, size_t position, CharacterClass wanted) {
  const std::array<CharacterClass, 128>& ascii = ascii_classes();
  while (position < text.size()) {
    if (const auto byte = static_cast<unsigned char>(text[position]); byte < 128) {
      if (ascii[byte] != wanted) break;
      ++position;
      continue;
    }
    const CodePoint c = code_point_at(text, position);
    if (class_of(c.value) != wanted) break;
    position += c.bytes;
  }
  return position;
}

// \s+(?!\S)|\s+ : white space before a word leaves its last character to the word, if it has others.
size_t space_end(std::string_view text, size_t start) {
  size_t position = start, last = start;
  while (position < text.size()) {
    const CodePoint c = code_point_at(text, position);
    if (class_of(c.value) != CharacterClass::space) break;
    last = position;
    position += c.bytes;
  }
  return position == text.size() || last == start ? position : last;
}

}  // namespace

size_t gpt2_word_end(std::string_view text, size_t start) {
  if (text[start] == '\'') {
    const size_t length = contraction(text.substr(start));
    if (length > 0) return start + length;
  }
  const size_t body = text[start] == ' ' && start + 1 < text.size() ? start + 1 : start;
  const CharacterClass kind = class_of(code_point_at(text, body).value);
  if (kind == CharacterClass::space) return space_end(text, start);
  return run_end(text, body, kind);
}

std::vector<std::string_view> gpt2_split(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t start = 0; start < text.size();) {
    const size_t end = gpt2_word_end(text, start);
    words.push_back(text.substr(start, end - start));
    start = end;
  }
  return words;
}

}  // namespace p2g
