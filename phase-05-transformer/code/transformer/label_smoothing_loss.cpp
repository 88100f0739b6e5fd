#include <cmath>

#include "math/elementwise.h"
#include "math/error.h"
#include "nn/cross_entropy.h"
#include "transformer/label_smoothing.h"

namespace p2g {
namespace {

const Op kSmoothed("transformer", "smoothed_cross_entropy");

void check_epsilon(double epsilon) {
  if (!(epsilon >= 0 && epsilon < 1))
    fail(kSmoothed.name, "epsilon is {}, wanted 0 or more and less than 1", epsilon);
}

}  // namespace

Tensor smoothed_cross_entropy(const Tensor& logits, const Ids& targets, double epsilon) {
  check_epsilon(epsilon);
  const int64_t V = logits.shape().last(), rows = logits.shape().rows();
  if (targets.size() != rows)
    fail(kSmoothed.name, "logits are {}, so {} targets are wanted, got {}", logits.shape().to_string(), rows,
         targets.shape().to_string());
  const Real weight = Real(1) / static_cast<Real>(count_targets(kSmoothed.name, targets, V));
  Array dlogits = logits.value().clone();
  Real* row = dlogits.data();
  const double loss =
      parallel_sum(rows, std::max<int64_t>(1, kElementGrain / V), [&](int64_t first, int64_t last) {
        double total = 0;
        for (int64_t i = first; i < last; ++i)
          total += smoothed_cross_entropy_row(row + i * V, V, targets[i], epsilon, weight);
        return total;
      });
  const auto value = static_cast<Real>(loss * static_cast<double>(weight));
  return make_node(kSmoothed, Array::full({}, value), {logits}, [dlogits](Node& node) {
    const Real g = node.grad.item();  // dlogits = (softmax − q) / N, times what comes from above
    node.parents[0].accumulate(g == 1 ? dlogits : map(dlogits, [g](Real d) { return g * d; }));
  });
}

double smoothing_floor(int64_t V, double epsilon) {
  check_epsilon(epsilon);
  if (V < 1) fail(kSmoothed.name, "a vocabulary of {}, wanted 1 or more", V);
  const double others = epsilon / static_cast<double>(V), target = 1 - epsilon + others;
  const double surprise = others > 0 ? -others * std::log(others) : 0;
  return -target * std::log(target) + static_cast<double>(V - 1) * surprise;
}

}  // namespace p2g
