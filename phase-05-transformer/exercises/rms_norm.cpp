#include "transformer/rms_norm.h"

#include "exercises/not_written.h"

namespace p2g {

// 1 / √(mean of x² + ε) over C numbers. transformer/lane_sum.h sums fast: lane_sum(C, [x](int64_t c) { … }).
Real reciprocal_rms(const Real* /*x*/, int64_t /*C*/, double /*epsilon*/) { not_written("reciprocal_rms"); }

// y[c] = x[c] · r · weight[c]
void rms_norm_row(const Real* /*x*/, const Real* /*weight*/, Real /*r*/, Real* /*y*/, int64_t /*C*/) {
  not_written("rms_norm_row");
}

// dx from dy, where r came from the same x. With x̂ = x·r and g = dy ⊙ weight: dx = r·(g − x̂·mean(g ⊙ x̂))
void rms_norm_row_gradient(const Real* /*x*/, const Real* /*weight*/, Real /*r*/, const Real* /*dy*/,
                           Real* /*dx*/, int64_t /*C*/) {
  not_written("rms_norm_row_gradient");
}

}  // namespace p2g
