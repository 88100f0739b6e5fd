#include "transformer/swiglu.h"

#include "math/numerics.h"

namespace p2g {

void swiglu_row(const Real* gate, const Real* up, Real* y, int64_t n) {
  for (int64_t i = 0; i < n; ++i) y[i] = gate[i] * sigmoid(gate[i]) * up[i];
}

// silu'(v) = s + v·s·(1 − s), with s = sigmoid(v)
void swiglu_row_gradient(const Real* gate, const Real* up, const Real* dy, Real* dgate, Real* dup,
                         int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const Real v = gate[i], s = sigmoid(v), g = dy[i];
    dgate[i] = g * up[i] * (s + v * s * (1 - s));
    dup[i] = g * v * s;
  }
}

}  // namespace p2g
