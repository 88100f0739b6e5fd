// The encoder of 2017: N equal layers of self-attention and a feed-forward network (Vaswani et al. 2017).
//
//   post-norm, as in the paper   x = norm(x + drop(branch(x)))
//   pre-norm (Xiong et al. 2020) x = x + drop(branch(norm(x))), and one norm more after the last layer
#pragma once

#include <functional>
#include <vector>

#include "attention/multi_head_attention.h"
#include "transformer/feed_forward.h"
#include "transformer/layer_norm.h"

namespace p2g {

// Sizes of an encoder or a decoder, and how a branch joins the stream.
struct StackSize {
  int64_t channels = 512, inner = 2048, heads = 8, layers = 6;  // the paper's base model
  bool pre_norm = false;
  double layer_norm_epsilon = 1e-5;
};
void check_stack(const StackSize& size);  // throws on sizes that make no stack

// How a branch joins the stream, in one pass. Without a Random nothing is dropped.
struct Joining {
  bool pre_norm = false;
  double dropout = 0;
  Random* random = nullptr;
};

using Branch = std::function<Tensor(const Tensor&)>;
// x (B,T,C) -> (B,T,C): one branch, its dropout, its residual connection and its norm, in the order of
// `joining`.
Tensor sublayer(const Tensor& x, const LayerNorm& norm, const Joining& joining, const Branch& branch);

struct EncoderLayer {
  MultiHeadAttention self_attn;
  LayerNorm norm1;
  FeedForward feed_forward;
  LayerNorm norm2;

  EncoderLayer(const StackSize& size, Random& random);
  Tensor operator()(const Tensor& x, const Visible& visible, const Joining& joining) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

struct Encoder {
  std::vector<EncoderLayer> layers;
  LayerNorm norm;  // after the last layer, pre-norm only
  bool pre_norm;

  Encoder(const StackSize& size, Random& random);
  // x (B,S,C) -> (B,S,C). each: what every layer gives, if asked for (the last norm not included).
  Tensor operator()(const Tensor& x, const Visible& visible, double dropout = 0, Random* random = nullptr,
                    std::vector<Tensor>* each = nullptr) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
