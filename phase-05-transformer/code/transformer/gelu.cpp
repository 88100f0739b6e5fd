#include "transformer/gelu.h"

#include "math/numerics.h"

namespace p2g {
namespace {

constexpr Real kTwoRoot = Real(1.5957691216057308);  // 2√(2/π)

}  // namespace

// ½(1 + tanh u) = sigmoid(2u), which needs one exponential.
void gelu_row(const Real* x, Real* y, int64_t n) {
  for (int64_t i = 0; i < n; ++i)
    y[i] = x[i] * sigmoid(kTwoRoot * (x[i] + Real(0.044715) * x[i] * x[i] * x[i]));
}

void gelu_slope_row(const Real* x, Real* slope, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const Real v = x[i], s = sigmoid(kTwoRoot * (v + Real(0.044715) * v * v * v));
    slope[i] = s + v * s * (1 - s) * kTwoRoot * (1 + Real(0.134145) * v * v);
  }
}

}  // namespace p2g
