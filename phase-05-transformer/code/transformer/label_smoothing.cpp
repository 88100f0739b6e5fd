#include "transformer/label_smoothing.h"

#include <algorithm>
#include <numeric>

#include "math/numerics.h"
#include "nn/cross_entropy.h"

namespace p2g {

double smoothed_cross_entropy_row(Real* logits, int64_t V, int32_t target, double epsilon, Real weight) {
  if (target == kIgnored) {
    std::fill_n(logits, V, Real(0));
    return 0;
  }
  const auto wanted = static_cast<double>(logits[target]);
  const double mean = std::accumulate(logits, logits + V, 0.0) / static_cast<double>(V);
  const auto total = static_cast<double>(softmax_row(logits, logits, V));
  const auto share = static_cast<Real>(epsilon / static_cast<double>(V));
  for (int64_t v = 0; v < V; ++v) logits[v] = (logits[v] - share) * weight;
  logits[target] -= static_cast<Real>(1 - epsilon) * weight;
  return total - (1 - epsilon) * wanted - epsilon * mean;  // −Σ q·(logit − log Σ e^logit)
}

}  // namespace p2g
