#include "tokenizer/wordpiece_trainer.h"

#include <cmath>

#include "math/error.h"
#include "tokenizer/pair_index.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

double n_log_n(int64_t n) { return n > 0 ? static_cast<double>(n) * std::log(static_cast<double>(n)) : 0; }

// Gains that are equal on paper differ by their rounding.
constexpr double kTie = 1e-6;

size_t index(int32_t id) { return static_cast<size_t>(id); }

struct Start {
  Vocabulary pieces{"wordpiece", {WordPiece::kUnknown}};
  std::vector<SymbolWord> words;
};

// Words as characters; all but a word's first begin with ##.
Start start(std::string_view text, int64_t vocabulary) {
  Start start;
  Vocabulary seen;
  std::vector<int64_t> counts;
  for (const std::string_view word : bert_split(text)) {
    const auto id = index(seen.add(word));
    counts.resize(std::max(counts.size(), id + 1));
    ++counts[id];
  }
  for (size_t id = 0; id < counts.size(); ++id) {
    const std::string& word = seen.piece(static_cast<int32_t>(id));
    SymbolWord symbols{{}, counts[id]};
    for (size_t i = 0; i < word.size();) {
      const std::string character = word.substr(i, code_point_at(word, i).bytes);
      symbols.symbols.push_back(start.pieces.add(i == 0 ? character : std::string(kInside) + character));
      i += character.size();
    }
    start.words.push_back(std::move(symbols));
  }
  if (start.pieces.size() > vocabulary)
    fail("wordpiece", "a vocabulary of {} is too small: [UNK] and the characters of the text need {}",
         vocabulary, start.pieces.size());
  return start;
}

std::string spelling(const Vocabulary& pieces, IdPair pair) {
  return pieces.piece(pair.left) + pieces.piece(pair.right).substr(kInside.size());
}

std::vector<int64_t> symbol_counts(const Start& state) {
  std::vector<int64_t> counts(static_cast<size_t>(state.pieces.size()));
  for (const SymbolWord& word : state.words)
    for (const int32_t symbol : word.symbols) counts[index(symbol)] += word.count;
  return counts;
}

int64_t sum(const std::vector<int64_t>& counts) {
  int64_t all = 0;
  for (const int64_t n : counts) all += n;
  return all;
}

double gain_of_symbols(int64_t pair, int64_t left, int64_t right, bool same) {
  if (same) return n_log_n(pair) + n_log_n(left - 2 * pair) - n_log_n(left);
  return n_log_n(pair) + n_log_n(left - pair) - n_log_n(left) + n_log_n(right - pair) - n_log_n(right);
}
double gain_of_all(int64_t pair, int64_t all) { return n_log_n(all) - n_log_n(all - pair); }

// All pairs that come twice or more. A pair's count never grows after the merge that made it, so the others
// can be forgotten; of the gain, what does not depend on N is kept.
class Candidates {
 public:
  explicit Candidates(const Start& state)
      : counts_(symbol_counts(state)), all_(sum(counts_)), pairs_(state.words) {
    for (const auto& [pair, count] : pairs_.counts()) offer(pair, count);
  }

  std::optional<IdPair> best(const Vocabulary& pieces) const {
    std::optional<IdPair> best;
    double most = 0;
    for (const auto& [pair, c] : candidates_) {
      const double gain = c.of_symbols + gain_of_all(c.count, all_);
      if (gain > most + kTie && !pieces.id(spelling(pieces, pair))) best = pair, most = gain;
    }
    return best;
  }

  void merge(IdPair pair, int32_t result) {
    const PairIndex::Merged merged = pairs_.merge(pair, result);
    counts_.push_back(merged.occurrences);
    counts_[index(pair.left)] -= merged.occurrences;
    counts_[index(pair.right)] -= merged.occurrences;
    all_ -= merged.occurrences;
    for (const auto& [changed, change] : merged.changes) offer(changed, pairs_.count(changed));
    const auto touched = [&](int32_t symbol) { return symbol == pair.left || symbol == pair.right; };
    for (auto& [other, candidate] : candidates_)
      if (touched(other.left) || touched(other.right)) candidate = appraised(other, pairs_.count(other));
  }

 private:
  struct Candidate {
    int64_t count;
    double of_symbols;
  };
  Candidate appraised(IdPair pair, int64_t count) const {
    const int64_t left = counts_[index(pair.left)], right = counts_[index(pair.right)];
    const bool same = pair.left == pair.right;
    if (same) count = std::min(count, left / 2);
    return {count, gain_of_symbols(count, left, right, same)};
  }
  void offer(IdPair pair, int64_t count) {
    if (count < 2)
      candidates_.erase(pair);
    else
      candidates_[pair] = appraised(pair, count);
  }

  std::vector<int64_t> counts_;
  int64_t all_;
  PairIndex pairs_;
  std::map<IdPair, Candidate, PairOrder> candidates_;
};

}  // namespace

// N·log N falls with the number of symbols; the counts of the parts fall, that of the whole is new. A pair of
// two equal symbols may overlap with itself, and then counts more often than it can be merged.
double merge_gain(int64_t pair, int64_t left, int64_t right, int64_t all, bool same) {
  if (same) pair = std::min(pair, left / 2);
  return gain_of_symbols(pair, left, right, same) + gain_of_all(pair, all);
}

WordPiece train_wordpiece_naive(std::string_view text, int64_t vocabulary) {
  Start state = start(text, vocabulary);
  while (state.pieces.size() < vocabulary) {
    const std::vector<int64_t> counts = symbol_counts(state);
    const int64_t all = sum(counts);
    PairCounts pairs;
    for (const auto& [pair, count] : count_pairs(state.words)) pairs.emplace(pair, count);
    IdPair best{-1, -1};
    double most = 0;
    for (const auto& [pair, count] : pairs) {  // in order of the pairs: the first of equals stays
      if (count < 2) continue;
      const double gain = merge_gain(count, counts[index(pair.left)], counts[index(pair.right)], all,
                                     pair.left == pair.right);
      if (gain > most + kTie && !state.pieces.id(spelling(state.pieces, pair))) best = pair, most = gain;
    }
    if (best.left < 0) break;
    const int32_t result = state.pieces.add(spelling(state.pieces, best));
    for (SymbolWord& word : state.words) merge_pair(word.symbols, best, result);
  }
  return WordPiece(std::move(state.pieces));
}

WordPiece train_wordpiece(std::string_view text, int64_t vocabulary) {
  Start state = start(text, vocabulary);
  Candidates candidates(state);
  while (state.pieces.size() < vocabulary) {
    const auto best = candidates.best(state.pieces);
    if (!best) break;
    candidates.merge(*best, state.pieces.add(spelling(state.pieces, *best)));
  }
  return WordPiece(std::move(state.pieces));
}

}  // namespace p2g
