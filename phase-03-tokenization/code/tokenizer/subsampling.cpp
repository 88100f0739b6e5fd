#include "tokenizer/subsampling.h"

#include <cmath>

#include "math/error.h"
#include "math/random.h"

namespace p2g {

std::vector<double> keep_probabilities(std::span<const int64_t> counts, double t) {
  if (!(t >= 0)) fail("subsampling", "the threshold is {}, wanted 0 or more", t);
  double total = 0;
  for (const int64_t count : counts) total += static_cast<double>(count);
  std::vector<double> keep(counts.size(), 1.0);
  for (size_t i = 0; i < counts.size(); ++i) {
    const double f = static_cast<double>(counts[i]) / total;
    if (t > 0 && f > t) keep[i] = std::sqrt(t / f);
  }
  return keep;
}

void subsample(const WordCorpus& corpus, std::span<const double> keep, uint64_t stream, Sampled& sampled) {
  sampled.words.clear();
  sampled.ends.clear();
  size_t place = 0;
  for (const int64_t end : corpus.ends) {
    const size_t before = sampled.words.size();
    for (; place < static_cast<size_t>(end); ++place) {
      const int32_t word = corpus.words[place];
      const double uniform = static_cast<double>(random_bits(stream, place) >> 11) * 0x1p-53;
      if (uniform < keep[static_cast<size_t>(word)]) sampled.words.push_back(word);
    }
    if (sampled.words.size() > before) sampled.ends.push_back(static_cast<int64_t>(sampled.words.size()));
  }
}

}  // namespace p2g
