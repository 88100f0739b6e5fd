#include "nn/cross_entropy.h"

#include <algorithm>

#include "math/elementwise.h"
#include "math/error.h"

namespace p2g {
namespace {

const Op kCrossEntropy("nn", "cross_entropy");

}  // namespace

int64_t count_targets(const char* who, const Ids& targets, int64_t V) {
  int64_t counted = 0;
  for (int64_t i = 0; i < targets.size(); ++i) {
    if (targets[i] == kIgnored) continue;
    if (targets[i] < 0 || targets[i] >= V)
      fail(who, "target {} at position {} is outside the vocabulary of {}", targets[i], i, V);
    ++counted;
  }
  if (counted == 0) fail(who, "none of the {} targets counts", targets.size());
  return counted;
}

Tensor cross_entropy(const Tensor& logits, const Ids& targets) {
  const int64_t V = logits.shape().last(), rows = logits.shape().rows();
  if (targets.size() != rows)
    fail(kCrossEntropy.name, "logits are {}, so {} targets are wanted, got {}", logits.shape().to_string(),
         rows, targets.shape().to_string());
  const Real weight = Real(1) / static_cast<Real>(count_targets(kCrossEntropy.name, targets, V));
  Array dlogits = logits.value().clone();
  Real* row = dlogits.data();
  const double loss =
      parallel_sum(rows, std::max<int64_t>(1, kElementGrain / V), [&](int64_t first, int64_t last) {
        double total = 0;
        for (int64_t i = first; i < last; ++i) total += cross_entropy_row(row + i * V, V, targets[i], weight);
        return total;
      });
  const auto value = static_cast<Real>(loss * static_cast<double>(weight));
  return make_node(kCrossEntropy, Array::full({}, value), {logits}, [dlogits](Node& node) {
    const Real g = node.grad.item();  // dlogits = (softmax − onehot) / N, times what comes from above
    node.parents[0].accumulate(map(dlogits, [g](Real d) { return g * d; }));
  });
}

}  // namespace p2g
