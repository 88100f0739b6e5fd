#include "math/elementwise.h"
#include "nn/activation.h"

namespace p2g {
namespace {

const Op kRelu("nn", "relu");

Real value_of(Real x) {
  if (x > 0) return x;
  return x != x ? x : Real(0);  // NaN stays NaN
}

// y is the value: where it is 0 nothing passes.
Real gradient_of(Real dy, Real y) { return y > 0 ? dy : Real(0); }

}  // namespace

Tensor relu(const Tensor& x) {
  const Array y = map(x.value(), [](Real v) { return value_of(v); });
  return make_node(kRelu, y, {x}, [y](Node& node) {  // dx += dy where y > 0
    node.parents[0].accumulate(map(node.grad, y, [](Real dy, Real v) { return gradient_of(dy, v); }));
  });
}

}  // namespace p2g
