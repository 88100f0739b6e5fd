#include "tokenizer/word_vectors.h"

namespace p2g {

int32_t analogy(const WordVectors& vectors, int32_t a, int32_t b, int32_t c) {
  const auto from = vectors.unit(a), to = vectors.unit(b), start = vectors.unit(c);
  std::vector<Real> direction(from.size());
  for (size_t d = 0; d < direction.size(); ++d) direction[d] = to[d] - from[d] + start[d];
  const int32_t asked[] = {a, b, c};
  const auto nearest = vectors.nearest(direction, 1, asked);
  return nearest.empty() ? -1 : nearest[0].word;
}

}  // namespace p2g
