// Attention as the formula is written: softmax(Q·Kᵀ/√D)·V (Vaswani et al. 2017), each step an operation.
//
// The readable reference. It holds (Tq,Tk) for every head; flash.h gives the same numbers without.
#pragma once

#include "attention/visible.h"
#include "math/random.h"
#include "nn/tensor.h"

namespace p2g {

// q (B,H,Tq,D), k and v (B,G,Tk,D) -> (B,H,Tq,D). G divides H: H/G heads of queries in a row share one head
// of keys and values (G = H is the paper's; Shazeer 2019, G = 1; Ainslie et al. 2023, between). With a
// Random, weights are dropped with probability dropout_p. `weights`, if wanted, gets (B,H,Tq,Tk) as they were
// before.
Tensor scaled_dot_product(const Tensor& q, const Tensor& k, const Tensor& v, const Visible& visible = {},
                          double dropout_p = 0, Random* random = nullptr, Tensor* weights = nullptr);

// Causal, from queries, keys and values side by side: qkv (B,T,3C) -> (B,T,C).
Tensor composed_attention(const Tensor& qkv, int64_t heads, double dropout_p = 0, Random* random = nullptr);

}  // namespace p2g
