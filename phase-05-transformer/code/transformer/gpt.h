// GPT, the decoder-only transformer of Radford et al. 2018 and 2019: pre-LN blocks, learned positions, tied
// head.
//
// ids (B,T) -> wte + wpe (B,T,C) -> layers × block (B,T,C) -> ln_f -> logits (B,T,V)
#pragma once

#include <vector>

#include "attention/multi_head.h"
#include "math/ids.h"
#include "transformer/layer_norm.h"

namespace p2g {

// The defaults are GPT-2 124M.
struct GptConfig {
  int64_t vocabulary = 50257;
  int64_t context = 1024;
  int64_t channels = 768;
  int64_t layers = 12;
  int64_t heads = 12;
  double dropout = 0;  // of embeddings, attention and residual branches, in training
  double layer_norm_epsilon = 1e-5;
};
void check_config(const GptConfig& config);  // throws on sizes that make no model
int64_t parameter_count(const GptConfig& config);

// x (…,C) -> c_fc -> GELU (…,4C) -> c_proj (…,C)
struct Mlp {
  Linear c_fc, c_proj;

  Mlp(int64_t channels, int64_t layers, Random& random);
  Tensor operator()(const Tensor& x) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

// x += attn(ln_1(x)); x += mlp(ln_2(x))
struct Block {
  LayerNorm ln_1;
  CausalSelfAttention attn;
  LayerNorm ln_2;
  Mlp mlp;

  Block(const GptConfig& config, Random& random);
  Tensor operator()(const Tensor& x, double dropout_p, Random* random) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

struct Gpt {
  GptConfig config;
  Tensor wte;  // (V,C)
  Tensor wpe;  // (context,C)
  std::vector<Block> h;
  LayerNorm ln_f;

  Gpt(const GptConfig& gpt_config, Random& random);

  // With a Random, config.dropout is applied; without, there is none.
  Tensor hidden(const Ids& ids, Random* dropout_random = nullptr) const;  // (B,T) -> (B,T,C), after ln_f
  Tensor logits(const Ids& ids) const;                                    // (B,T) -> (B,T,V)
  Tensor loss(const Ids& ids, const Ids& targets, Random* dropout_random = nullptr) const;  // mean, in nats

  // Named and ordered as in the Hugging Face checkpoint: wte.weight, wpe.weight, h.0.ln_1.weight, …
  Parameters parameters() const;
};

}  // namespace p2g
