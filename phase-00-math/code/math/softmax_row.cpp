#include <algorithm>

#include "math/numerics.h"

namespace p2g {
namespace {

constexpr int kLanes = 16;  // independent partial sums, which a compiler may keep in one register

// y = e^(x − top); returns Σ y
Real exponentials(const Real* x, Real* y, int64_t n, Real top) {
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
  return sum;
}

}  // namespace

Real softmax_row(const Real* x, Real* y, int64_t n) {
  const Real top = largest(x, n);
  const Real sum = exponentials(x, y, n, top);
  const Real inverse = 1 / sum;
  for (int64_t i = 0; i < n; ++i) y[i] *= inverse;
  return top + std::log(sum);
}

}  // namespace p2g
