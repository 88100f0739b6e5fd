#include "math/numerics.h"

#include <algorithm>

namespace p2g {
namespace {

Real largest(const Real* x, int64_t n) {
  Real top = -std::numeric_limits<Real>::infinity();
  for (int64_t i = 0; i < n; ++i) top = x[i] > top ? x[i] : top;
  return top;
}

constexpr int kLanes = 16;  // independent partial sums, which a compiler may keep in one register

}  // namespace

double logsumexp(const Real* x, int64_t n) {
  const double top = static_cast<double>(largest(x, n));
  if (!std::isfinite(top)) return top;
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += std::exp(static_cast<double>(x[i]) - top);
  return top + std::log(sum);
}

Real softmax_row(const Real* x, Real* y, int64_t n) {
  const Real top = largest(x, n);
  Real partial[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    for (int lane = 0; lane < kLanes; ++lane) {
      const Real e = fast_exp(x[i + lane] - top);
      y[i + lane] = e;
      partial[lane] += e;
    }
  Real sum = 0;
  for (const Real part : partial) sum += part;
  for (; i < n; ++i) sum += y[i] = fast_exp(x[i] - top);
  const Real inverse = 1 / sum;
  for (i = 0; i < n; ++i) y[i] *= inverse;
  return top + std::log(sum);
}

}  // namespace p2g
