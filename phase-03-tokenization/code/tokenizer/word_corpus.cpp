#include "tokenizer/word_corpus.h"

#include <utf8proc.h>

#include "math/error.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

constexpr int32_t kCurlyApostrophe = 0x2019;

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

struct Symbol {
  bool letter, apostrophe;
  uint32_t bytes;
};

Symbol symbol_at(std::string_view text, size_t position, std::string* lower) {
  const char c = text[position];
  if (static_cast<unsigned char>(c) < 0x80) {
    if (lower != nullptr) *lower += ascii_lower(c);
    return {is_ascii_letter(c), c == '\'', 1};
  }
  const CodePoint point = code_point_at(text, position);
  if (lower != nullptr)
    *lower += point.value == kInvalid ? std::string(text.substr(position, point.bytes))
                                      : to_utf8(utf8proc_tolower(point.value));
  const bool letter = point.value != kInvalid && class_of(point.value) == CharacterClass::letter;
  return {letter, point.value == kCurlyApostrophe, point.bytes};
}

// Words as they are first met, and the text in their ids.
struct Interned {
  std::vector<std::string> words;
  std::vector<int64_t> counts;
  std::unordered_map<std::string, int32_t> ids;
  std::vector<int32_t> text;
  std::vector<int64_t> ends;

  void add(std::string_view word) {
    const auto [entry, fresh] = ids.try_emplace(std::string(word), static_cast<int32_t>(words.size()));
    if (fresh) words.emplace_back(word), counts.push_back(0);
    ++counts[static_cast<size_t>(entry->second)];
    text.push_back(entry->second);
  }
  void end_passage() {
    if (ends.empty() || ends.back() < static_cast<int64_t>(text.size()))
      ends.push_back(static_cast<int64_t>(text.size()));
  }
};

}  // namespace

void for_each_word(std::string_view text, const std::function<void(std::string_view)>& word,
                   const std::function<void()>& passage_end) {
  std::string current;
  int newlines = 0;  // since anything but space was seen
  for (size_t i = 0; i < text.size();) {
    const size_t before = current.size();
    Symbol symbol = symbol_at(text, i, &current);
    size_t after = i + symbol.bytes;
    if (symbol.apostrophe && before > 0 && after < text.size() && symbol_at(text, after, nullptr).letter) {
      current.resize(before);
      current += '\'';
    } else if (!symbol.letter) {
      current.resize(before);
      if (!current.empty()) word(current);
      current.clear();
    }
    if (text[i] == '\n') {
      if (++newlines == 2) passage_end();
    } else if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r') {
      newlines = 0;
    }
    i = after;
  }
  if (!current.empty()) word(current);
  passage_end();
}

std::string lower_case(std::string_view text) {
  std::string lower;
  for (size_t i = 0; i < text.size();) i += symbol_at(text, i, &lower).bytes;
  return lower;
}

WordCorpus word_corpus(std::string_view text, int64_t least) {
  Interned all;
  for_each_word(
      text, [&](std::string_view word) { all.add(word); }, [&] { all.end_passage(); });
  std::vector<std::pair<std::string, int64_t>> counted;
  for (size_t i = 0; i < all.words.size(); ++i) counted.emplace_back(all.words[i], all.counts[i]);
  WordCorpus corpus{WordList(std::move(counted), least), {}, {}};
  if (corpus.counts.size() == 0)
    fail("corpus", "no word occurs {} times among {}: give more text, or a smaller minimum", least,
         all.text.size());
  std::vector<int32_t> id_of;
  for (const std::string& word : all.words) id_of.push_back(corpus.counts.find(word).value_or(-1));
  size_t place = 0;
  for (const int64_t end : all.ends) {
    for (; place < static_cast<size_t>(end); ++place)
      if (const int32_t id = id_of[static_cast<size_t>(all.text[place])]; id >= 0) corpus.words.push_back(id);
    const auto count = static_cast<int64_t>(corpus.words.size());
    if (count > (corpus.ends.empty() ? 0 : corpus.ends.back())) corpus.ends.push_back(count);
  }
  return corpus;
}

}  // namespace p2g
