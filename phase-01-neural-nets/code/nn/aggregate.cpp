#include "nn/aggregate.h"

#include "math/reduce.h"

namespace p2g {
namespace {

const Op kSum("nn", "sum"), kMean("nn", "mean"), kReshape("nn", "reshape");

Tensor weighted_sum(const Op& op, const Tensor& x, double weight) {
  const Real w = static_cast<Real>(weight);
  return make_node(op, Array::full({}, static_cast<Real>(sum(x.value()) * weight)), {x}, [w](Node& node) {
    const Tensor& input = node.parents[0];
    input.accumulate(Array::full(input.shape(), w * node.grad.item()));
  });
}

}  // namespace

Tensor sum(const Tensor& x) { return weighted_sum(kSum, x, 1); }
Tensor mean(const Tensor& x) { return weighted_sum(kMean, x, 1 / static_cast<double>(x.shape().size())); }

Tensor reshape(const Tensor& x, const Shape& shape) {
  return make_node(kReshape, x.value().reshaped(shape), {x}, [](Node& node) {
    const Tensor& input = node.parents[0];
    input.accumulate(node.grad.reshaped(input.shape()));
  });
}

}  // namespace p2g
