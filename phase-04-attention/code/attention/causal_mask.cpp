#include "attention/causal_mask.h"

#include <algorithm>
#include <limits>

#include "math/error.h"

namespace p2g {
namespace {

const Op kCausalMask("attention", "causal_mask");

Array with_future(const Array& x, Real future) {
  const int64_t T = x.shape().last(), rows = x.shape().rows();
  Array y = x.clone();
  for (int64_t i = 0; i < rows; ++i) std::fill(y.data() + i * T + i % T + 1, y.data() + (i + 1) * T, future);
  return y;
}

}  // namespace

Tensor causal_mask(const Tensor& scores) {
  const Shape& shape = scores.shape();
  if (shape.rank() < 2 || shape[-1] != shape[-2])
    fail(kCausalMask.name, "scores are {}, wanted (…,T,T)", shape.to_string());
  return make_node(kCausalMask, with_future(scores.value(), -std::numeric_limits<Real>::infinity()), {scores},
                   [](Node& node) { node.parents[0].accumulate(with_future(node.grad, 0)); });
}

}  // namespace p2g
