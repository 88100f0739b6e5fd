#include "tokenizer/bpe.h"

#include <algorithm>
#include <queue>
#include <unordered_map>

#include "math/error.h"
#include "tokenizer/gpt2_split.h"
#include "tokenizer/pairs.h"

namespace p2g {
namespace {

constexpr size_t kShortWord = 48;  // up to here, looking through all pairs again is faster than a queue

// merge_by_rank() in n·log n: a linked list of symbols, and a queue of the pairs in it, earliest and leftmost
// first.
class LongWord {
 public:
  LongWord(const MergeTable& table, const std::vector<int32_t>& symbols) : table_(table), symbols_(symbols) {
    const auto n = static_cast<int32_t>(symbols_.size());
    for (int32_t i = 0; i < n; ++i) {
      next_.push_back(i + 1 < n ? i + 1 : -1);
      previous_.push_back(i - 1);
    }
    for (int32_t i = 0; i + 1 < n; ++i) offer(i);
  }

  void merge(std::vector<int32_t>& out) {
    while (!queue_.empty()) {
      const Candidate top = queue_.top();
      queue_.pop();
      const int32_t right = symbol(top.left) < 0 ? -1 : next_[index(top.left)];
      // A pair that has changed since it was offered is stale.
      if (right < 0 || symbol(top.left) != top.pair.left || symbol(right) != top.pair.right) continue;
      symbols_[index(top.left)] = top.result;
      symbols_[index(right)] = -1;
      const int32_t after = next_[index(right)];
      next_[index(top.left)] = after;
      if (after >= 0) previous_[index(after)] = top.left;
      if (previous_[index(top.left)] >= 0) offer(previous_[index(top.left)]);
      offer(top.left);
    }
    for (int32_t i = 0; i >= 0; i = next_[index(i)]) out.push_back(symbol(i));
  }

 private:
  struct Candidate {
    int32_t rank, left, result;
    IdPair pair;
    bool operator<(const Candidate& other) const {  // the queue's top is its largest
      return rank != other.rank ? rank > other.rank : left > other.left;
    }
  };
  static size_t index(int32_t i) { return static_cast<size_t>(i); }
  int32_t symbol(int32_t i) const { return symbols_[index(i)]; }

  void offer(int32_t left) {
    const int32_t right = next_[index(left)];
    if (right < 0) return;
    const IdPair pair{symbol(left), symbol(right)};
    if (const Merge merge = table_.find(pair.left, pair.right))
      queue_.push({merge.rank, left, merge.result, pair});
  }

  const MergeTable& table_;
  std::vector<int32_t> symbols_, next_, previous_;
  std::priority_queue<Candidate> queue_;
};

}  // namespace

Bpe::Bpe(std::vector<std::string> pieces, const std::vector<IdPair>& merges)
    : pieces_(std::move(pieces)), merges_(merges) {
  std::unordered_map<std::string_view, int32_t> ids;
  for (size_t id = 0; id < pieces_.size(); ++id)
    if (!ids.emplace(pieces_[id], static_cast<int32_t>(id)).second)
      fail("bpe", "ids {} and {} stand for the same bytes", ids[pieces_[id]], id);
  for (size_t byte = 0; byte < 256; ++byte) {
    const auto found = ids.find(std::string(1, static_cast<char>(byte)));
    if (found == ids.end()) fail("bpe", "byte {:#04x} has no token: some text could not be encoded", byte);
    byte_ids_[byte] = found->second;
  }
  table_.reserve(merges_.size());
  for (size_t rank = 0; rank < merges_.size(); ++rank) {
    const auto [left, right] = merges_[rank];
    const std::string whole = std::string(piece(left)) + std::string(piece(right));
    const auto found = ids.find(whole);
    if (found == ids.end())
      fail("bpe", "merge {} makes '{}', which is not in the vocabulary", rank + 1, whole);
    if (!table_.insert(merges_[rank], {static_cast<int32_t>(rank), found->second}))
      fail("bpe", "merge {} of ids {} and {} is listed twice", rank + 1, left, right);
  }
  if (const auto found = ids.find(kEndOfText); found != ids.end()) end_of_text_ = found->second;
}

std::string_view Bpe::piece(int32_t id) const {
  if (id < 0 || id >= vocabulary()) fail("bpe", "id {} is outside the vocabulary of {}", id, vocabulary());
  return pieces_[static_cast<size_t>(id)];
}

void Bpe::encode_word(std::string_view word, std::vector<int32_t>& out) const {
  const auto id_of = [this](char c) { return byte_ids_[static_cast<unsigned char>(c)]; };
  if (word.size() <= kShortWord) {
    std::array<int32_t, kShortWord> symbols;
    std::transform(word.begin(), word.end(), symbols.begin(), id_of);
    const size_t n = merge_by_rank(table_, std::span(symbols).first(word.size()));
    out.insert(out.end(), symbols.begin(), symbols.begin() + static_cast<std::ptrdiff_t>(n));
  } else {
    std::vector<int32_t> symbols(word.size());
    std::transform(word.begin(), word.end(), symbols.begin(), id_of);
    LongWord(table_, symbols).merge(out);
  }
}

void Bpe::encode_plain(std::string_view text, std::vector<int32_t>& out) const {
  for (size_t start = 0; start < text.size();) {
    const size_t end = gpt2_word_end(text, start);
    const std::string_view word = text.substr(start, end - start);
    start = end;
    if (word.size() > WordCache::kLongestWord) {
      encode_word(word, out);
      continue;
    }
    const uint64_t hash = WordCache::hash(word);
    if (const auto known = cache_.find(word, hash); !known.empty()) {
      out.insert(out.end(), known.begin(), known.end());
      continue;
    }
    const size_t before = out.size();
    encode_word(word, out);
    cache_.insert(word, hash, std::span(out).subspan(before));
  }
}

std::vector<int32_t> Bpe::encode(std::string_view text, Special special) const {
  std::vector<int32_t> ids;
  ids.reserve(text.size() / 3);
  if (special == Special::allowed && end_of_text_) {
    for (size_t found; (found = text.find(kEndOfText)) != std::string_view::npos;) {
      encode_plain(text.substr(0, found), ids);
      ids.push_back(*end_of_text_);
      text.remove_prefix(found + kEndOfText.size());
    }
  }
  encode_plain(text, ids);
  return ids;
}

}  // namespace p2g
