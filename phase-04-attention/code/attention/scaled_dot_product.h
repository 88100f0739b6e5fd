// Attention as the formula is written: softmax(Q·Kᵀ/√D)·V (Vaswani et al. 2017), each step an operation.
//
// The readable reference. It holds (T,T) for every head; flash.h gives the same numbers without.
#pragma once

#include "math/random.h"
#include "nn/tensor.h"

namespace p2g {

// q, k, v (B,H,T,D) -> (B,H,T,D). A position sees itself and those before it.
Tensor scaled_dot_product(const Tensor& q, const Tensor& k, const Tensor& v, double dropout_p = 0,
                          Random* random = nullptr);

// The same from queries, keys and values side by side: qkv (B,T,3C) -> (B,T,C).
Tensor composed_attention(const Tensor& qkv, int64_t heads, double dropout_p = 0, Random* random = nullptr);

}  // namespace p2g
