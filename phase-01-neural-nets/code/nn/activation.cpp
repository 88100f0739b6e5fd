#include "nn/activation.h"

#include <cmath>

#include "math/elementwise.h"
#include "math/numerics.h"

namespace p2g {
namespace {

const Op kTanh("nn", "tanh"), kSigmoid("nn", "sigmoid"), kExp("nn", "exp"), kLog("nn", "log");

// y = f(x), dx += dy · slope(x or y): which of the two the slope reads is what the rule keeps alive.
template <typename F, typename Slope>
Tensor from_output(const Op& op, const Tensor& x, F f, Slope slope) {
  Array y = map(x.value(), f);
  return make_node(op, y, {x}, [y, slope](Node& node) {
    node.parents[0].accumulate(map(node.grad, y, [slope](Real g, Real v) { return g * slope(v); }));
  });
}

}  // namespace

Tensor tanh(const Tensor& x) {
  return from_output(
      kTanh, x, [](Real v) { return std::tanh(v); }, [](Real y) { return 1 - y * y; });
}

Tensor sigmoid(const Tensor& x) {
  return from_output(
      kSigmoid, x, [](Real v) { return sigmoid(v); }, [](Real y) { return y * (1 - y); });
}

Tensor exp(const Tensor& x) {
  return from_output(
      kExp, x, [](Real v) { return fast_exp(v); }, [](Real y) { return y; });
}

Tensor log(const Tensor& x) {
  return make_node(kLog, map(x.value(), [](Real v) { return std::log(v); }), {x}, [](Node& node) {
    const Tensor& input = node.parents[0];
    input.accumulate(map(node.grad, input.value(), [](Real g, Real v) { return g / v; }));
  });
}

}  // namespace p2g
