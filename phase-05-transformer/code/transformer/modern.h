// The decoder-only transformer after GPT-2: the same residual stream, each of its parts exchangeable.
//
// ids (B,T) -> embed_tokens (B,T,C) -> layers × [ x += attn(norm(x)); x += mlp(norm(x)) ] -> norm -> logits
//
// With the defaults it is LLaMA (Touvron et al. 2023): RMSNorm, SwiGLU, RoPE, no biases; with kv_heads fewer
// than heads and a window, Mistral (Jiang et al. 2023). With LayerNorm, GELU, a table of positions and biases
// it is GPT-2 again, which a test holds it to.
#pragma once

#include <string>
#include <vector>

#include "attention/multi_head_attention.h"
#include "math/ids.h"
#include "nn/module.h"
#include "transformer/layer_norm.h"
#include "transformer/rms_norm.h"
#include "transformer/swiglu.h"

namespace p2g {

enum class NormKind { rms, layer };
enum class MlpKind { swiglu, gelu };
enum class PositionKind { rope, learned };

struct ModernConfig {
  int64_t vocabulary = 32000;
  int64_t context = 2048;
  int64_t channels = 4096;
  int64_t layers = 32;
  int64_t heads = 32;
  int64_t kv_heads = 32;  // divides heads; 1 is multi-query attention (Shazeer 2019)
  int64_t mlp_width = 11008;
  int64_t window = 0;  // > 0: each position sees itself and window − 1 before it
  double rope_base = 10000;
  double norm_epsilon = 1e-6;
  bool tied_head = false;  // the head is embed_tokens
  bool biases = false;     // of all linear layers
  NormKind norm = NormKind::rms;
  MlpKind mlp = MlpKind::swiglu;
  PositionKind positions = PositionKind::rope;

  int64_t head_size() const { return channels / heads; }
  Visible visible() const;
};
void check_config(const ModernConfig& config);  // throws on sizes that make no model
int64_t parameter_count(const ModernConfig& config);
ModernConfig llama_7b();
ModernConfig mistral_7b();
// Numbers of keys and values that a cache holds for one position: 2 · layers · kv_heads · head size.
int64_t cache_numbers(const ModernConfig& config);

// Either normalisation.
struct Norm {
  NormKind kind = NormKind::rms;
  RmsNorm rms;
  LayerNorm layer;

  Norm() = default;
  explicit Norm(const ModernConfig& config);
  Tensor operator()(const Tensor& x) const { return kind == NormKind::rms ? rms(x) : layer(x); }
  void list(Parameters& parameters, const std::string& prefix) const;
};

// Either feed-forward layer: SwiGLU, or GELU between up_proj and down_proj.
struct ModernMlp {
  MlpKind kind = MlpKind::swiglu;
  SwiGlu swiglu;
  Linear up_proj, down_proj;

  ModernMlp() = default;
  ModernMlp(const ModernConfig& config, Random& random);
  Tensor operator()(const Tensor& x) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

// Attention with this configuration: heads share keys and values, RoPE turns queries and keys.
MultiHeadAttention modern_attention(const ModernConfig& config, Random& random);

struct ModernBlock {
  Norm input_layernorm;
  MultiHeadAttention self_attn;
  Norm post_attention_layernorm;
  ModernMlp mlp;

  ModernBlock(const ModernConfig& config, Random& random);
  Tensor operator()(const Tensor& x, const ModernConfig& config) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

struct Modern {
  ModernConfig config;
  Tensor embed_tokens;     // (V,C)
  Tensor embed_positions;  // (context,C), where positions are learned
  std::vector<ModernBlock> layers;
  Norm norm;
  Tensor head;  // (V,C): embed_tokens, where it is tied

  Modern(const ModernConfig& modern_config, Random& random);
  Tensor hidden(const Ids& ids) const;                    // (B,T) -> (B,T,C), after the last norm
  Tensor logits(const Ids& ids) const;                    // (B,T) -> (B,T,V)
  Tensor loss(const Ids& ids, const Ids& targets) const;  // mean, in nats

  // Named as in LLaMA's Hugging Face checkpoint: model.embed_tokens.weight,
  // model.layers.0.self_attn.q_proj.weight, …, model.norm.weight, lm_head.weight
  Parameters parameters() const;
};

}  // namespace p2g
