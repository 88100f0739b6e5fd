// Sums and products of tensors of one shape, and of a tensor with a number. Broadcasting only in add_bias.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor add(const Tensor& a, const Tensor& b);
Tensor subtract(const Tensor& a, const Tensor& b);
Tensor multiply(const Tensor& a, const Tensor& b);  // element by element
Tensor scale(const Tensor& a, double factor);
Tensor add_bias(const Tensor& x, const Tensor& bias);  // x (…,C) + bias (C)

inline Tensor operator+(const Tensor& a, const Tensor& b) { return add(a, b); }
inline Tensor operator-(const Tensor& a, const Tensor& b) { return subtract(a, b); }
inline Tensor operator*(const Tensor& a, const Tensor& b) { return multiply(a, b); }

}  // namespace p2g
