// Multi-head attention with queries, keys and values of their own (Vaswani et al. 2017): from a sequence to
// itself, or to another.
#pragma once

#include <optional>

#include "attention/rope.h"
#include "attention/visible.h"
#include "nn/module.h"

namespace p2g {

// x (B,Tq,C) -> q_proj -> queries (B,Tq,H·D); memory (B,Tk,C) -> k_proj, v_proj -> (B,Tk,G·D); attention of
// each head; o_proj -> (B,Tq,C). Self-attention has memory = x.
struct MultiHeadAttention {
  Linear q_proj, k_proj, v_proj, o_proj;
  int64_t heads = 1, kv_heads = 1;
  std::optional<RopePairs> rotary;  // queries and keys turn with their positions (for self-attention)
  double rope_base = 10000;

  MultiHeadAttention() = default;
  // kv_heads = 0: as many as heads. Weights as Glorot and Bengio (2010) have them, N(0, 2/(in + out)).
  MultiHeadAttention(int64_t channels, int64_t head_count, Random& random, int64_t kv_head_count = 0,
                     bool with_bias = true);

  Tensor operator()(const Tensor& x, const Tensor& memory, const Visible& visible, double dropout_p = 0,
                    Random* random = nullptr) const;
  // What each head looks at: (B,H,Tq,Tk), by the composed form.
  Tensor weights(const Tensor& x, const Tensor& memory, const Visible& visible) const;
  void list(Parameters& parameters, const std::string& prefix) const;  // q_proj.weight (C,H·D), …
};

}  // namespace p2g
