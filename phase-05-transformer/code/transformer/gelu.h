// GELU (Hendrycks and Gimpel 2016) in GPT-2's tanh form: ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
#pragma once

#include "nn/tensor.h"

namespace p2g {

// y = gelu(x), number by number; y may be x.
void gelu_row(const Real* x, Real* y, int64_t n);
// slope = d gelu(x) / dx, number by number; slope may be x.
void gelu_slope_row(const Real* x, Real* slope, int64_t n);

inline Real gelu_value(Real x) {
  Real y;
  gelu_row(&x, &y, 1);
  return y;
}
inline Real gelu_slope(Real x) {
  Real slope;
  gelu_slope_row(&x, &slope, 1);
  return slope;
}

Tensor gelu(const Tensor& x);
// gelu(x + bias) in one pass: x (…,C), bias (C). Equal to gelu(add_bias(x, bias)).
Tensor bias_gelu(const Tensor& x, const Tensor& bias);

}  // namespace p2g
