#include "tokenizer/bpe_trainer.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <unordered_map>

#include "math/error.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/gpt2_split.h"

namespace p2g {
namespace {

struct Word {
  std::vector<int32_t> symbols;
  int64_t count;
};

struct PairOrder {
  bool operator()(const IdPair& a, const IdPair& b) const {
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  }
};
using Counts = std::map<IdPair, int64_t, PairOrder>;

// The 256 bytes in GPT-2's order: those that can be printed first.
BpeTraining start() {
  std::vector<std::pair<int32_t, char>> order;
  for (size_t byte = 0; byte < 256; ++byte)
    order.emplace_back(byte_alphabet()[byte], static_cast<char>(byte));
  std::sort(order.begin(), order.end());
  BpeTraining training;
  for (const auto& [character, byte] : order) training.pieces.emplace_back(1, byte);
  return training;
}

std::vector<Word> words_of(std::string_view text, const BpeTraining& training) {
  std::array<int32_t, 256> byte_ids{};
  for (size_t id = 0; id < 256; ++id)
    byte_ids[static_cast<unsigned char>(training.pieces[id][0])] = static_cast<int32_t>(id);
  std::unordered_map<std::string_view, size_t> index;
  std::vector<Word> words;
  for (const std::string_view word : gpt2_split(text)) {
    const auto [found, fresh] = index.emplace(word, words.size());
    if (fresh) {
      words.push_back({{}, 0});
      for (const char c : word) words.back().symbols.push_back(byte_ids[static_cast<unsigned char>(c)]);
    }
    ++words[found->second].count;
  }
  return words;
}

int64_t merges_wanted(int64_t vocabulary) {
  if (vocabulary < 257)
    fail("bpe", "a vocabulary of {} is too small: 256 bytes and the end of text need 257", vocabulary);
  return vocabulary - 257;
}

int32_t record(BpeTraining& training, IdPair pair, int64_t count) {
  const auto result = static_cast<int32_t>(training.pieces.size());
  training.pieces.push_back(training.pieces[static_cast<size_t>(pair.left)] +
                            training.pieces[static_cast<size_t>(pair.right)]);
  training.merges.push_back({pair, result, count});
  return result;
}

// Two different pairs may spell the same bytes ("a"+"bc", "ab"+"c"): the second needs no new token.
bool spelled_already(const std::set<std::string>& spelled, const BpeTraining& training, IdPair pair) {
  return spelled.count(training.pieces[static_cast<size_t>(pair.left)] +
                       training.pieces[static_cast<size_t>(pair.right)]) != 0;
}

// Replaces every occurrence of the pair, from left to right.
void replace(std::vector<int32_t>& symbols, IdPair pair, int32_t result) {
  size_t to = 0;
  for (size_t from = 0; from < symbols.size(); ++to) {
    const bool match =
        from + 1 < symbols.size() && symbols[from] == pair.left && symbols[from + 1] == pair.right;
    symbols[to] = match ? result : symbols[from];
    from += match ? 2 : 1;
  }
  symbols.resize(to);
}

void count_pairs(const Word& word, int64_t sign, Counts& counts) {
  for (size_t i = 0; i + 1 < word.symbols.size(); ++i)
    counts[{word.symbols[i], word.symbols[i + 1]}] += sign * word.count;
}

// All words as linked lists of symbols, and for every pair the places where it stands: a merge touches these
// only, however long the words are.
class Incremental {
 public:
  explicit Incremental(const std::vector<Word>& words) {
    for (const Word& word : words) {
      count_pairs(word, 1, counts_);
      for (size_t i = 0; i < word.symbols.size(); ++i) {
        const auto here = static_cast<int64_t>(nodes_.size());
        const bool last = i + 1 == word.symbols.size();
        nodes_.push_back({word.symbols[i], i == 0 ? kNone : here - 1, last ? kNone : here + 1, word.count});
        if (!last) places_[{word.symbols[i], word.symbols[i + 1]}].push_back(here);
      }
    }
    for (const auto& [pair, count] : counts_) queue_.push({count, pair});
  }

  // The most frequent pair that is not yet refused, or a count of 0.
  std::pair<IdPair, int64_t> best() {
    while (!queue_.empty()) {
      const Candidate top = queue_.top();
      const auto found = counts_.find(top.pair);
      if (found != counts_.end() && found->second == top.count && refused_.count(top.pair) == 0)
        return {top.pair, top.count};
      queue_.pop();  // refused, or stale: the count has changed since
    }
    return {{-1, -1}, 0};
  }

  void merge(IdPair pair, int32_t result) {
    std::vector<int64_t> places = std::move(places_[pair]);
    places_.erase(pair);
    std::sort(places.begin(), places.end());  // from left to right, where occurrences overlap
    Counts changes;
    for (const int64_t place : places) merge_at(place, pair, result, changes);
    for (const auto& [p, change] : changes) {
      if (change == 0) continue;
      const int64_t count = counts_[p] += change;
      if (count == 0)
        counts_.erase(p);
      else
        queue_.push({count, p});
    }
  }

  void refuse(IdPair pair) { refused_.insert(pair); }

 private:
  static constexpr int64_t kNone = -1;
  struct Node {
    int32_t symbol;  // kNone once it is merged into its left neighbour
    int64_t previous, next, count;
  };
  struct Candidate {
    int64_t count;
    IdPair pair;
    bool operator<(const Candidate& other) const {  // the queue's top is its largest
      return count != other.count ? count < other.count : PairOrder()(other.pair, pair);
    }
  };
  Node& node(int64_t i) { return nodes_[static_cast<size_t>(i)]; }

  // Places are not taken off the lists when their pair changes: one that is no longer there is passed over.
  void merge_at(int64_t place, IdPair pair, int32_t result, Counts& changes) {
    Node& left = node(place);
    if (left.symbol != pair.left || left.next == kNone || node(left.next).symbol != pair.right) return;
    Node& right = node(left.next);
    changes[pair] -= left.count;
    if (left.previous != kNone) {
      changes[{node(left.previous).symbol, pair.left}] -= left.count;
      changes[{node(left.previous).symbol, result}] += left.count;
      places_[{node(left.previous).symbol, result}].push_back(left.previous);
    }
    if (right.next != kNone) {
      changes[{pair.right, node(right.next).symbol}] -= left.count;
      changes[{result, node(right.next).symbol}] += left.count;
      places_[{result, node(right.next).symbol}].push_back(place);
      node(right.next).previous = place;
    }
    left.symbol = result;
    left.next = right.next;
    right.symbol = static_cast<int32_t>(kNone);
  }

  std::vector<Node> nodes_;
  Counts counts_;
  std::map<IdPair, std::vector<int64_t>, PairOrder> places_;
  std::set<IdPair, PairOrder> refused_;
  std::priority_queue<Candidate> queue_;
};

}  // namespace

Bpe BpeTraining::tokenizer() const {
  std::vector<IdPair> pairs;
  for (const TrainedMerge& merge : merges) pairs.push_back(merge.pair);
  return Bpe(pieces, pairs);
}

BpeTraining train_bpe(std::string_view text, int64_t vocabulary) {
  const int64_t wanted = merges_wanted(vocabulary);
  BpeTraining training = start();
  std::set<std::string> spelled;
  Incremental state(words_of(text, training));
  while (static_cast<int64_t>(training.merges.size()) < wanted) {
    const auto [pair, count] = state.best();
    if (count < 2) break;
    if (spelled_already(spelled, training, pair)) {
      state.refuse(pair);
      continue;
    }
    state.merge(pair, record(training, pair, count));
    spelled.insert(training.pieces.back());
  }
  training.pieces.emplace_back(kEndOfText);
  return training;
}

BpeTraining train_bpe_naive(std::string_view text, int64_t vocabulary) {
  const int64_t wanted = merges_wanted(vocabulary);
  BpeTraining training = start();
  std::set<std::string> spelled;
  std::vector<Word> words = words_of(text, training);
  while (static_cast<int64_t>(training.merges.size()) < wanted) {
    Counts counts;
    for (const Word& word : words) count_pairs(word, 1, counts);
    IdPair best{-1, -1};
    int64_t most = 0;
    for (const auto& [pair, count] : counts)  // in order of the pairs: the first of equals stays
      if (count > most && !spelled_already(spelled, training, pair)) best = pair, most = count;
    if (most < 2) break;
    const int32_t result = record(training, best, most);
    spelled.insert(training.pieces.back());
    for (Word& word : words) replace(word.symbols, best, result);
  }
  training.pieces.emplace_back(kEndOfText);
  return training;
}

}  // namespace p2g
