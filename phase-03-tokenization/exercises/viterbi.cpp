#include "exercises/not_written.h"
#include "tokenizer/unigram.h"

namespace p2g {

// Appends the ids of the cut of the word whose scores have the largest sum, and returns that sum: 0 for no
// bytes, −infinity and no ids if no cut fits. model.trie.each_prefix(text, f) calls f(id, bytes) for every
// piece that the text starts with; model.scores[id] is its score.
double viterbi(const PieceModel& /*model*/, std::string_view /*word*/, std::vector<int32_t>& /*out*/) {
  not_written("viterbi");
}

}  // namespace p2g
