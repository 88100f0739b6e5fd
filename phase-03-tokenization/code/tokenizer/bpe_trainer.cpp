#include "tokenizer/bpe_trainer.h"

#include <queue>

#include "tokenizer/bpe_progress.h"
#include "tokenizer/pair_index.h"

namespace p2g {
namespace {

struct Candidate {
  int64_t count;
  IdPair pair;
  bool operator<(const Candidate& other) const {  // the queue's top is its largest
    return count != other.count ? count < other.count : PairOrder()(other.pair, pair);
  }
};

}  // namespace

Bpe BpeTraining::tokenizer() const {
  std::vector<IdPair> pairs;
  for (const TrainedMerge& merge : merges) pairs.push_back(merge.pair);
  return Bpe(pieces, pairs);
}

BpeTraining train_bpe(std::string_view text, int64_t vocabulary) {
  BpeProgress progress(text, vocabulary);
  PairIndex index(progress.words());
  std::priority_queue<Candidate> queue;
  for (const auto& [pair, count] : index.counts()) queue.push({count, pair});
  while (!progress.full() && !queue.empty() && queue.top().count >= 2) {
    const auto [count, pair] = queue.top();
    queue.pop();
    if (index.count(pair) != count || progress.spelled_already(pair)) continue;  // stale, or no new token
    for (const auto& [changed, change] : index.merge(pair, progress.add(pair, count)).changes)
      if (const int64_t now = index.count(changed); now > 0) queue.push({now, changed});
  }
  return std::move(progress).finish();
}

BpeTraining train_bpe_naive(std::string_view text, int64_t vocabulary) {
  BpeProgress progress(text, vocabulary);
  std::vector<SymbolWord> words = progress.words();
  while (!progress.full()) {
    PairCount best{{-1, -1}, 0};
    for (const PairCount& found : count_pairs(words)) {
      const bool better =
          found.count > best.count || (found.count == best.count && PairOrder()(found.pair, best.pair));
      if (better && !progress.spelled_already(found.pair)) best = found;
    }
    if (best.count < 2) break;
    const int32_t result = progress.add(best.pair, best.count);
    for (SymbolWord& word : words) merge_pair(word.symbols, best.pair, result);
  }
  return std::move(progress).finish();
}

}  // namespace p2g
