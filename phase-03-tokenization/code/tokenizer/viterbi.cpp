#include <algorithm>
#include <limits>

#include "tokenizer/unigram.h"

namespace p2g {

double viterbi(const PieceModel& model, std::string_view word, std::vector<int32_t>& out) {
  struct Best {
    double score = -std::numeric_limits<double>::infinity();  // of the first bytes, up to here
    size_t start = 0;                                         // of the last piece
    int32_t id = -1;
  };
  std::vector<Best> best(word.size() + 1);
  best[0].score = 0;
  for (size_t start = 0; start < word.size(); ++start)
    model.trie.each_prefix(word.substr(start), [&](int32_t id, size_t bytes) {
      const double score = best[start].score + model.scores[static_cast<size_t>(id)];
      if (score > best[start + bytes].score) best[start + bytes] = {score, start, id};
    });
  const size_t before = out.size();
  if (word.empty() || best.back().id >= 0)
    for (size_t end = word.size(); end > 0; end = best[end].start) out.push_back(best[end].id);
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
  return best.back().score;
}

}  // namespace p2g
