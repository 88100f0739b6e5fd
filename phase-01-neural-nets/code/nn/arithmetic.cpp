#include "nn/arithmetic.h"

#include "math/elementwise.h"
#include "math/error.h"
#include "math/reduce.h"

namespace p2g {
namespace {

const Op kAdd("nn", "add"), kSubtract("nn", "subtract"), kMultiply("nn", "multiply"), kScale("nn", "scale"),
    kAddBias("nn", "add_bias");

void check_same_shape(const Op& op, const Tensor& a, const Tensor& b) {
  if (!(a.shape() == b.shape()))
    fail(op.name, "a is {} but b is {}: shapes must be equal. A bias of the last axis is added by add_bias.",
         a.shape().to_string(), b.shape().to_string());
}

}  // namespace

Tensor add(const Tensor& a, const Tensor& b) {
  check_same_shape(kAdd, a, b);
  Array y = map(a.value(), b.value(), [](Real p, Real q) { return p + q; });
  return make_node(kAdd, std::move(y), {a, b}, [](Node& node) {
    node.parents[0].accumulate(node.grad);
    node.parents[1].accumulate(node.grad);
  });
}

Tensor subtract(const Tensor& a, const Tensor& b) {
  check_same_shape(kSubtract, a, b);
  Array y = map(a.value(), b.value(), [](Real p, Real q) { return p - q; });
  return make_node(kSubtract, std::move(y), {a, b}, [](Node& node) {
    node.parents[0].accumulate(node.grad);
    if (node.parents[1].requires_grad())
      node.parents[1].accumulate(map(node.grad, [](Real g) { return -g; }));
  });
}

Tensor multiply(const Tensor& a, const Tensor& b) {
  check_same_shape(kMultiply, a, b);
  Array y = map(a.value(), b.value(), [](Real p, Real q) { return p * q; });
  return make_node(kMultiply, std::move(y), {a, b}, [](Node& node) {
    const Tensor &left = node.parents[0], &right = node.parents[1];
    if (left.requires_grad())
      left.accumulate(map(node.grad, right.value(), [](Real g, Real q) { return g * q; }));
    if (right.requires_grad())
      right.accumulate(map(node.grad, left.value(), [](Real g, Real p) { return g * p; }));
  });
}

Tensor scale(const Tensor& a, double factor) {
  const Real f = static_cast<Real>(factor);
  return make_node(kScale, map(a.value(), [f](Real p) { return f * p; }), {a}, [f](Node& node) {
    node.parents[0].accumulate(map(node.grad, [f](Real g) { return f * g; }));
  });
}

Tensor add_bias(const Tensor& x, const Tensor& bias) {
  if (!(bias.shape() == Shape{x.shape().last()}))
    fail(kAddBias.name, "x is {} but the bias is {}: wanted ({}), one number a column", x.shape().to_string(),
         bias.shape().to_string(), x.shape().last());
  Array y = x.value().clone();
  add_row(y, bias.value());
  return make_node(kAddBias, std::move(y), {x, bias}, [](Node& node) {
    node.parents[0].accumulate(node.grad);
    if (!node.parents[1].requires_grad()) return;
    const GradientSink sink = node.parents[1].gradient_sink();
    sum_rows(node.grad, sink.data, sink.add);
  });
}

}  // namespace p2g
