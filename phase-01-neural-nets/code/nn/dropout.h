// Dropout (Srivastava et al. 2014): in training each element is zero with probability p, the others grow by
// 1/(1−p).
#pragma once

#include "math/random.h"
#include "nn/tensor.h"

namespace p2g {

// Element i of a mask, from a hash of (stream, i): nothing is stored, the backward rule draws the same mask
// again. Zero with probability p, else 1/(1−p).
struct DropoutMask {
  uint64_t stream;
  double p;
  Real operator()(int64_t i) const {
    const double u = static_cast<double>(random_bits(stream, static_cast<uint64_t>(i)) >> 11) * 0x1p-53;
    return u < p ? Real(0) : static_cast<Real>(1 / (1 - p));
  }
};

// p in [0,1); p = 0 is the identity and draws nothing. In no-grad mode too, dropout drops: callers decide
// when to use it.
Tensor dropout(const Tensor& x, double p, Random& random);

}  // namespace p2g
