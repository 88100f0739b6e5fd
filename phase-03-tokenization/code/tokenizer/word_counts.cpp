#include "tokenizer/word_counts.h"

#include <unordered_map>

#include "math/threads.h"
#include "tokenizer/gpt2_split.h"

namespace p2g {
namespace {

constexpr size_t kChunk = size_t{1} << 18;

class Counter {
 public:
  void add(std::string_view word, int64_t count) {
    const auto [found, fresh] = index_.emplace(word, words_.size());
    if (fresh) words_.push_back({word, 0});
    words_[found->second].count += count;
  }
  void add_all(std::string_view text) {
    for (size_t start = 0; start < text.size();) {
      const size_t end = gpt2_word_end(text, start);
      add(text.substr(start, end - start), 1);
      start = end;
    }
  }
  std::vector<WordCount> take() { return std::move(words_); }

 private:
  std::unordered_map<std::string_view, size_t> index_;
  std::vector<WordCount> words_;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Between a letter and a space that a letter follows, every word ends, whatever comes before and after.
std::vector<std::string_view> chunks_of(std::string_view text) {
  std::vector<std::string_view> chunks;
  while (text.size() > kChunk) {
    size_t cut = kChunk;
    while (cut + 1 < text.size() &&
           !(text[cut] == ' ' && is_letter(text[cut - 1]) && is_letter(text[cut + 1])))
      ++cut;
    if (cut + 1 >= text.size()) break;
    chunks.push_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  chunks.push_back(text);
  return chunks;
}

}  // namespace

std::vector<WordCount> count_words(std::string_view text) {
  const std::vector<std::string_view> chunks = chunks_of(text);
  std::vector<std::vector<WordCount>> counted(chunks.size());
  parallel_for(static_cast<int64_t>(chunks.size()), 1, [&](int64_t first, int64_t last) {
    for (auto i = static_cast<size_t>(first); i < static_cast<size_t>(last); ++i)
      counted[i] = count_words_plain(chunks[i]);
  });
  if (counted.size() == 1) return std::move(counted[0]);
  Counter all;
  for (const std::vector<WordCount>& words : counted)
    for (const WordCount& word : words) all.add(word.word, word.count);
  return all.take();
}

std::vector<WordCount> count_words_plain(std::string_view text) {
  Counter counter;
  counter.add_all(text);
  return counter.take();
}

}  // namespace p2g
