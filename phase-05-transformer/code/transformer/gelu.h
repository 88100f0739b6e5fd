// GELU (Hendrycks and Gimpel 2016) in GPT-2's tanh form: ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
#pragma once

#include "math/numerics.h"
#include "nn/tensor.h"

namespace p2g {

// ½(1 + tanh u) = sigmoid(2u), which needs one exponential.
inline Real gelu_value(Real x) {
  constexpr Real kTwoRoot = Real(1.5957691216057308);  // 2√(2/π)
  return x * sigmoid(kTwoRoot * (x + Real(0.044715) * x * x * x));
}

inline Real gelu_slope(Real x) {
  constexpr Real kTwoRoot = Real(1.5957691216057308);
  const Real s = sigmoid(kTwoRoot * (x + Real(0.044715) * x * x * x));
  return s + x * s * (1 - s) * kTwoRoot * (1 + Real(0.134145) * x * x);
}

Tensor gelu(const Tensor& x);
// gelu(x + bias) in one pass: x (…,C), bias (C). Equal to gelu(add_bias(x, bias)).
Tensor bias_gelu(const Tensor& x, const Tensor& bias);

}  // namespace p2g
