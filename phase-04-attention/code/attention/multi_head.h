// Causal multi-head self-attention, with GPT-2's parameters.
#pragma once

#include "nn/module.h"

namespace p2g {

// x (B,T,C) -> c_attn -> queries, keys, values (B,T,3C) -> attention of each head -> c_proj (B,T,C)
struct CausalSelfAttention {
  Linear c_attn, c_proj;
  int64_t heads = 1;

  CausalSelfAttention() = default;
  // `layers` blocks end in the residual stream: the deviation of c_proj is smaller for it.
  CausalSelfAttention(int64_t channels, int64_t head_count, int64_t layers, Random& random);

  Tensor operator()(const Tensor& x, double dropout_p = 0, Random* random = nullptr) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
