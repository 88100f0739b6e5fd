#include "transformer/head_loss.h"

#include "math/elementwise.h"
#include "math/error.h"
#include "math/matmul.h"
#include "nn/cross_entropy.h"

namespace p2g {
namespace {

const Op kHeadLoss("transformer", "head_cross_entropy");

// What comes from above is one number g: it scales the small operands, never the (BT,V) array.
void head_rule(const Array& dlogits, Real g, const Tensor& x, const Tensor& wte) {
  const int64_t rows = dlogits.shape()[0], V = dlogits.shape()[1], C = wte.shape()[1];
  if (wte.requires_grad()) {  // dwte (V,C) += dlogitsᵀ (V,BT) · g·x (BT,C)
    const GradientSink sink = wte.gradient_sink();
    const Array scaled = g == 1 ? x.value() : map(x.value(), [g](Real v) { return g * v; });
    matmul({Layout::tn, V, C, rows, dlogits.data(), V, scaled.data(), C, sink.data, C, sink.add});
  }
  if (x.requires_grad()) {  // dx (BT,C) += g · dlogits (BT,V) · wte (V,C)
    Array dx = Array::uninitialized(x.shape());
    matmul({Layout::nn, rows, C, V, dlogits.data(), V, wte.value().data(), C, dx.data(), C});
    x.accumulate(g == 1 ? dx : map(dx, [g](Real v) { return g * v; }));
  }
}

}  // namespace

Tensor head_cross_entropy(const Tensor& x, const Tensor& wte, const Ids& targets) {
  check_rank(kHeadLoss.name, "wte", wte.shape(), 2);
  const int64_t V = wte.shape()[0], C = wte.shape()[1], rows = x.shape().rows();
  if (x.shape().last() != C || targets.size() != rows)
    fail(kHeadLoss.name, "x is {}, wte {} and targets {}: wanted x (…,{}) with one target a row",
         x.shape().to_string(), wte.shape().to_string(), targets.shape().to_string(), C);
  const Real weight = Real(1) / static_cast<Real>(count_targets(kHeadLoss.name, targets, V));
  Array logits = Array::uninitialized({rows, V});
  matmul({Layout::nt, rows, V, C, x.value().data(), C, wte.value().data(), C, logits.data(), V});
  Real* row = logits.data();
  const double total = parallel_sum(rows, 1, [&](int64_t first, int64_t last) {
    double loss = 0;
    for (int64_t i = first; i < last; ++i) loss += cross_entropy_row(row + i * V, V, targets[i], weight);
    return loss;
  });
  const auto value = static_cast<Real>(total * static_cast<double>(weight));
  return make_node(kHeadLoss, Array::full({}, value), {x, wte}, [dlogits = logits](Node& node) {
    head_rule(dlogits, node.grad.item(), node.parents[0], node.parents[1]);
  });
}

}  // namespace p2g
