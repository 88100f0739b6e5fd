#include "nn/dropout.h"

#include "math/elementwise.h"
#include "math/error.h"

namespace p2g {
namespace {

const Op kDropout("nn", "dropout");

Array masked(const Array& x, DropoutMask mask) {
  Array y = Array::uninitialized(x.shape());
  const Real* from = x.data();
  Real* to = y.data();
  parallel_for(x.size(), kElementGrain, [=](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) to[i] = from[i] * mask(i);
  });
  return y;
}

}  // namespace

Tensor dropout(const Tensor& x, double p, Random& random) {
  if (!(p >= 0 && p < 1)) fail(kDropout.name, "p is {}, wanted 0 or more and less than 1", p);
  if (p == 0) return x;
  const DropoutMask mask{random.bits(), p};
  return make_node(kDropout, masked(x.value(), mask), {x},
                   [mask](Node& node) { node.parents[0].accumulate(masked(node.grad, mask)); });
}

}  // namespace p2g
