#include "transformer/layer_norm.h"

#include <cmath>

#include "transformer/lane_sum.h"

namespace p2g {

RowStatistics row_statistics(const Real* x, int64_t C, double epsilon) {
  const Real n = static_cast<Real>(C);
  const Real mean = lane_sum(C, [x](int64_t c) { return x[c]; }) / n;
  const Real variance = lane_sum(C, [x, mean](int64_t c) { return (x[c] - mean) * (x[c] - mean); }) / n;
  return {mean, 1 / std::sqrt(variance + static_cast<Real>(epsilon))};
}

void normalize_row(const Real* x, RowStatistics s, const Real* weight, const Real* bias, Real* y, int64_t C) {
  for (int64_t c = 0; c < C; ++c) y[c] = (x[c] - s.mean) * s.rstd * weight[c] + bias[c];
}

void layer_norm_row_gradient(const Real* x, RowStatistics s, const Real* weight, const Real* dy, Real* dx,
                             int64_t C) {
  const Real n = static_cast<Real>(C);
  const Real mean_g = lane_sum(C, [=](int64_t c) { return dy[c] * weight[c]; }) / n;
  const Real mean_gx =
      lane_sum(C, [=](int64_t c) { return dy[c] * weight[c] * (x[c] - s.mean) * s.rstd; }) / n;
  for (int64_t c = 0; c < C; ++c)
    dx[c] = s.rstd * (dy[c] * weight[c] - mean_g - (x[c] - s.mean) * s.rstd * mean_gx);
}

}  // namespace p2g
