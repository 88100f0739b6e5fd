#include "tokenizer/word_tokenizer.h"

#include <algorithm>

#include "math/error.h"
#include "tokenizer/unicode.h"

namespace p2g {

std::vector<std::string_view> split_at_white_space(std::string_view text) {
  std::vector<std::string_view> words;
  size_t start = 0;
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (class_of(c.value) == CharacterClass::space) {
      if (i > start) words.push_back(text.substr(start, i - start));
      start = i + c.bytes;
    }
    i += c.bytes;
  }
  if (text.size() > start) words.push_back(text.substr(start));
  return words;
}

WordTokenizer WordTokenizer::of(std::string_view text, int64_t vocabulary) {
  if (vocabulary < 1) fail("word tokenizer", "a vocabulary of {} has no place for <unk>", vocabulary);
  Vocabulary seen;
  std::vector<int64_t> counts;
  for (const std::string_view word : split_at_white_space(text)) {
    const auto id = static_cast<size_t>(seen.add(word));
    counts.resize(std::max(counts.size(), id + 1));
    ++counts[id];
  }
  std::vector<int32_t> order(counts.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int32_t>(i);
  std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    return counts[static_cast<size_t>(a)] > counts[static_cast<size_t>(b)];
  });
  Vocabulary words("word tokenizer", {kUnknown});
  for (const int32_t id : order) {
    if (words.size() == vocabulary) break;
    words.add(seen.piece(id));
  }
  return WordTokenizer(std::move(words));
}

WordTokenizer::WordTokenizer(Vocabulary words) : words_(std::move(words)) {
  if (words_.id(kUnknown) != 0) fail("word tokenizer", "id 0 is not {}", kUnknown);
}

std::vector<int32_t> WordTokenizer::encode(std::string_view text) const {
  std::vector<int32_t> ids;
  for (const std::string_view word : split_at_white_space(text)) ids.push_back(words_.id(word).value_or(0));
  return ids;
}

std::string WordTokenizer::decode(std::span<const int32_t> ids) const {
  std::string text;
  for (const int32_t id : ids) text += (text.empty() ? "" : " ") + words_.piece(id);
  return text;
}

}  // namespace p2g
