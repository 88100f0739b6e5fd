// The decoder of 2017: as the encoder, but each place sees only itself and those before it, and between the
// two branches a third one looks at the encoder's memory (Vaswani et al. 2017).
#pragma once

#include "transformer/encoder.h"

namespace p2g {

struct DecoderLayer {
  MultiHeadAttention self_attn;
  LayerNorm norm1;
  MultiHeadAttention cross_attn;  // queries from the target, keys and values from the memory
  LayerNorm norm2;
  FeedForward feed_forward;
  LayerNorm norm3;

  DecoderLayer(const StackSize& size, Random& random);
  // x (B,T,C), memory (B,S,C) -> (B,T,C). `source` says how long each memory is.
  Tensor operator()(const Tensor& x, const Tensor& memory, const Visible& source,
                    const Joining& joining) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

struct Decoder {
  std::vector<DecoderLayer> layers;
  LayerNorm norm;  // after the last layer, pre-norm only
  bool pre_norm;

  Decoder(const StackSize& size, Random& random);
  Tensor operator()(const Tensor& x, const Tensor& memory, const Visible& source, double dropout = 0,
                    Random* random = nullptr, std::vector<Tensor>* each = nullptr) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
