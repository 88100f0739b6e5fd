#include "transformer/gelu.h"

#include "exercises/not_written.h"

namespace p2g {

// y[i] = ½·x·(1 + tanh(√(2/π)(x + 0.044715x³))) for n numbers; y may be x.
// sigmoid(v) of math/numerics.h is fast, and ½(1 + tanh u) = sigmoid(2u). Use Real, not float.
void gelu_row(const Real* /*x*/, Real* /*y*/, int64_t /*n*/) { not_written("gelu_row"); }

// slope[i] = the derivative of the above at x[i]; slope may be x.
void gelu_slope_row(const Real* /*x*/, Real* /*slope*/, int64_t /*n*/) { not_written("gelu_slope_row"); }

}  // namespace p2g
