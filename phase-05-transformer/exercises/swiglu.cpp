#include "transformer/swiglu.h"

#include "exercises/not_written.h"

namespace p2g {

// y[i] = silu(gate[i]) · up[i], with silu(v) = v·sigmoid(v); sigmoid is in math/numerics.h.
void swiglu_row(const Real* /*gate*/, const Real* /*up*/, Real* /*y*/, int64_t /*n*/) {
  not_written("swiglu_row");
}

// From dy: dup[i] = dy · silu(gate), dgate[i] = dy · up · (the slope of silu at gate)
void swiglu_row_gradient(const Real* /*gate*/, const Real* /*up*/, const Real* /*dy*/, Real* /*dgate*/,
                         Real* /*dup*/, int64_t /*n*/) {
  not_written("swiglu_row_gradient");
}

}  // namespace p2g
