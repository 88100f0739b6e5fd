// Leaving out frequent words at random: "the" tells little about its neighbours (Mikolov et al. 2013,
// 1310.4546, equation 5).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tokenizer/word_corpus.h"

namespace p2g {

// A word of share f of all occurrences is left out with probability 1 − √(t/f), never where f <= t; t = 0
// keeps everything. Returns the probabilities to be kept.
std::vector<double> keep_probabilities(std::span<const int64_t> counts, double t);

// The words and ends of a corpus, as one pass draws them; place i is kept by number i of the stream. Passages
// of which nothing is left vanish.
struct Sampled {
  std::vector<int32_t> words;
  std::vector<int64_t> ends;
};
void subsample(const WordCorpus& corpus, std::span<const double> keep, uint64_t stream, Sampled& sampled);

}  // namespace p2g
