// Matrix products of tensors. Weights are (in, out), so that y = x·W reads from left to right.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor matmul(const Tensor& x, const Tensor& w);     // x (…,K) · w (K,N) -> (…,N)
Tensor matmul_nt(const Tensor& x, const Tensor& w);  // x (…,K) · w (N,K)ᵀ -> (…,N): the tied head
Tensor linear(const Tensor& x, const Tensor& w, const Tensor& bias);  // x·w + bias (N), in one operation

}  // namespace p2g
