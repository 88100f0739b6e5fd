// BERT, the encoder-only transformer (Devlin et al. 2018): every word sees all others, and learns by filling
// in words that were masked.
//
// ids (B,T) -> word + position + segment (B,T,C) -> norm -> layers × post-LN block -> head -> (B,T,V)
#pragma once

#include <vector>

#include "attention/multi_head_attention.h"
#include "math/ids.h"
#include "transformer/layer_norm.h"

namespace p2g {

// The defaults are BERT base (from memory).
struct BertConfig {
  int64_t vocabulary = 30522;
  int64_t context = 512;
  int64_t segments = 2;
  int64_t channels = 768;
  int64_t layers = 12;
  int64_t heads = 12;
  int64_t mlp_width = 3072;
  double dropout = 0;
  double layer_norm_epsilon = 1e-12;
  double deviation = 0.02;  // of the first weights; narrow models learn sooner with more
};
void check_config(const BertConfig& config);  // throws on sizes that make no model

struct BertInput {
  Ids ids;                         // (B,T)
  Ids segments = {};               // (B,T); empty: all 0
  std::vector<int64_t> lengths{};  // sequence b has so many words, the rest is padding; empty: none has
};

// After each branch the norm, as in 2017: x = norm(x + attention(x)); x = norm(x + mlp(x))
struct BertLayer {
  MultiHeadAttention attention;
  LayerNorm attention_norm;
  Linear intermediate, output;
  LayerNorm output_norm;

  BertLayer(const BertConfig& config, Random& random);
  Tensor operator()(const Tensor& x, const Visible& visible, double dropout_p, Random* random) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

struct Bert {
  BertConfig config;
  Tensor words, positions, segments;  // (V,C), (context,C), (segments,C)
  LayerNorm norm;
  std::vector<BertLayer> layers;
  Linear transform;  // of the head, which ends with the table of words and a bias (V)
  LayerNorm transform_norm;
  Tensor head_bias;

  Bert(const BertConfig& bert_config, Random& random);

  // With a Random, config.dropout is applied; without, there is none.
  Tensor hidden(const BertInput& input, Random* dropout_random = nullptr) const;  // (B,T,C)
  Tensor logits(const BertInput& input, Random* dropout_random = nullptr) const;  // (B,T,V)
  // Mean over the targets that are not kIgnored (nn/cross_entropy.h), in nats.
  Tensor loss(const BertInput& input, const Ids& targets, Random* dropout_random = nullptr) const;

  // Named as in the Hugging Face checkpoint: bert.embeddings.word_embeddings.weight, …
  Parameters parameters() const;
};

}  // namespace p2g
