#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/masked_softmax.h"

namespace p2g {

void masked_softmax_row(const Real* scores, const Real* mask, Real* weights, int64_t n) {
  Real largest = -std::numeric_limits<Real>::infinity();
  for (int64_t s = 0; s < n; ++s)
    if (mask[s] != 0) largest = std::max(largest, scores[s]);
  Real total = 0;
  for (int64_t s = 0; s < n; ++s) {
    weights[s] = mask[s] != 0 ? std::exp(scores[s] - largest) : Real(0);
    total += weights[s];
  }
  for (int64_t s = 0; s < n; ++s) weights[s] /= total;
}

}  // namespace p2g
