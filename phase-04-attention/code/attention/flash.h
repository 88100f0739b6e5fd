// Attention in one operation that never holds (T,T): tiles of scores live in the cache, are used, and
// forgotten; the backward rule makes them again from one number a query (Dao et al. 2022, FlashAttention).
#pragma once

#include "attention/visible.h"
#include "math/random.h"
#include "nn/tensor.h"

namespace p2g {

// Causal, all heads: qkv (B,T,3C), queries, keys and values side by side as c_attn makes them -> (B,T,C).
// With a Random, weights are dropped with probability dropout_p. Equal to composed_attention.
Tensor flash_attention(const Tensor& qkv, int64_t heads, double dropout_p = 0, Random* random = nullptr);

// Queries over the keys that they may see, of the same sequence or of another: q (B,Tq,H·D), k and v
// (B,Tk,G·D) -> (B,Tq,H·D), with H = heads and G = kv_heads, which divides it. Equal to scaled_dot_product.
Tensor flash_attention(const Tensor& q, const Tensor& k, const Tensor& v, int64_t heads, int64_t kv_heads,
                       const Visible& visible, double dropout_p = 0, Random* random = nullptr);

}  // namespace p2g
