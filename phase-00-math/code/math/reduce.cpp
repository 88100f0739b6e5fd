#include "math/reduce.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "math/elementwise.h"

namespace p2g {
namespace {

constexpr int kLanes = 32;  // independent partial sums, which a compiler may keep in registers

// Σ f(x) over one piece: lanes in Real, then one total in double.
template <typename F>
double lane_sum(const Real* x, int64_t n, F f) {
  Real partial[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    for (int lane = 0; lane < kLanes; ++lane) partial[lane] += f(x[i + lane]);
  double total = 0;
  for (const Real part : partial) total += static_cast<double>(part);
  for (; i < n; ++i) total += static_cast<double>(f(x[i]));
  return total;
}

}  // namespace

double sum(const Array& a) {
  const Real* x = a.data();
  return parallel_sum(a.size(), kElementGrain, [x](int64_t first, int64_t last) {
    return lane_sum(x + first, last - first, [](Real v) { return v; });
  });
}

double sum_of_squares(const Array& a) {
  const Real* x = a.data();
  return parallel_sum(a.size(), kElementGrain, [x](int64_t first, int64_t last) {
    return lane_sum(x + first, last - first, [](Real v) { return v * v; });
  });
}

double max_abs_difference(const Array& a, const Array& b) {
  check_shape("max_abs_difference", "b", b.shape(), a.shape());
  double worst = 0;
  for (int64_t i = 0; i < a.size(); ++i) {
    const double difference = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
    if (std::isnan(difference)) return difference;
    worst = std::max(worst, difference);
  }
  return worst;
}

bool all_finite(const Array& a) {
  const Real* x = a.data();
  // x − x is 0 for a finite number, NaN otherwise; NaN survives the sum.
  return parallel_sum(a.size(), kElementGrain, [x](int64_t first, int64_t last) {
           return lane_sum(x + first, last - first, [](Real v) { return v - v; });
         }) == 0;
}

void sum_rows(const Array& a, Real* out, bool accumulate) {
  const int64_t rows = a.shape().rows(), C = a.shape().last();
  const Real* x = a.data();
  constexpr int64_t kColumns = 256;  // columns a piece
  parallel_for(C, kColumns, [=](int64_t first, int64_t last) {
    Real total[kColumns] = {};
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t c = first; c < last; ++c) total[c - first] += x[row * C + c];
    for (int64_t c = first; c < last; ++c) out[c] = accumulate ? out[c] + total[c - first] : total[c - first];
  });
}

}  // namespace p2g
