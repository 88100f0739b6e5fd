// Matrix products of tensors. Weights are (in, out), so that y = x·W reads from left to right.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor matmul(const Tensor& x, const Tensor& w);     // x (…,K) · w (K,N) -> (…,N)
Tensor matmul_nt(const Tensor& x, const Tensor& w);  // x (…,K) · w (N,K)ᵀ -> (…,N): the tied head
Tensor linear(const Tensor& x, const Tensor& w, const Tensor& bias);  // x·w + bias (N), in one operation

// The backward rule of y = x·W, shared by the first and the last: adds to the gradients of x (…,K) and W
// (K,N), of those that want one, what dy (…,N) asks for.
void product_rule(const Array& dy, const Tensor& x, const Tensor& w);

}  // namespace p2g
