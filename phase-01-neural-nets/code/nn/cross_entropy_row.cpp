#include <algorithm>

#include "math/numerics.h"
#include "nn/cross_entropy.h"

namespace p2g {

double cross_entropy_row(Real* logits, int64_t V, int32_t target, Real weight) {
  if (target == kIgnored) {
    std::fill_n(logits, V, Real(0));
    return 0;
  }
  const Real wanted = logits[target];
  const Real total = softmax_row(logits, logits, V);
  for (int64_t v = 0; v < V; ++v) logits[v] *= weight;
  logits[target] -= weight;
  return static_cast<double>(total) - static_cast<double>(wanted);
}

}  // namespace p2g
