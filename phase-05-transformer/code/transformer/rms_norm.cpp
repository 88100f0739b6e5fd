#include "transformer/rms_norm.h"

#include <cmath>

#include "transformer/lane_sum.h"

namespace p2g {

Real reciprocal_rms(const Real* x, int64_t C, double epsilon) {
  const Real squares = lane_sum(C, [x](int64_t c) { return x[c] * x[c]; });
  return 1 / std::sqrt(squares / static_cast<Real>(C) + static_cast<Real>(epsilon));
}

void rms_norm_row(const Real* x, const Real* weight, Real r, Real* y, int64_t C) {
  for (int64_t c = 0; c < C; ++c) y[c] = x[c] * r * weight[c];
}

void rms_norm_row_gradient(const Real* x, const Real* weight, Real r, const Real* dy, Real* dx, int64_t C) {
  const Real sum = lane_sum(C, [=](int64_t c) { return dy[c] * weight[c] * x[c] * r; });
  const Real mean = sum / static_cast<Real>(C);
  for (int64_t c = 0; c < C; ++c) dx[c] = r * (dy[c] * weight[c] - x[c] * r * mean);
}

}  // namespace p2g
