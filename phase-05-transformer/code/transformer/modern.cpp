#include "transformer/modern.h"

#include "nn/arithmetic.h"
#include "nn/embedding.h"
#include "nn/product.h"
#include "transformer/gelu.h"
#include "transformer/head_loss.h"
#include "transformer/position.h"

namespace p2g {

Norm::Norm(const ModernConfig& config) : kind(config.norm) {
  if (kind == NormKind::rms)
    rms = RmsNorm(config.channels, config.norm_epsilon);
  else
    layer = LayerNorm(config.channels, config.norm_epsilon);
}

void Norm::list(Parameters& parameters, const std::string& prefix) const {
  if (kind == NormKind::rms)
    rms.list(parameters, prefix);
  else
    layer.list(parameters, prefix);
}

ModernMlp::ModernMlp(const ModernConfig& c, Random& random) : kind(c.mlp) {
  if (kind == MlpKind::swiglu) {
    swiglu = SwiGlu(c.channels, c.mlp_width, c.layers, random);
    return;
  }
  up_proj = Linear(c.channels, c.mlp_width, c.biases, kGpt2Deviation, random);
  down_proj = Linear(c.mlp_width, c.channels, c.biases, gpt2_residual_deviation(c.layers), random);
}

Tensor ModernMlp::operator()(const Tensor& x) const {
  if (kind == MlpKind::swiglu) return swiglu(x);
  if (!up_proj.bias.defined()) return down_proj(gelu(up_proj(x)));
  return down_proj(bias_gelu(matmul(x, up_proj.weight), up_proj.bias));
}

void ModernMlp::list(Parameters& parameters, const std::string& prefix) const {
  if (kind == MlpKind::swiglu) return swiglu.list(parameters, prefix);
  up_proj.list(parameters, prefix + "up_proj.");
  down_proj.list(parameters, prefix + "down_proj.");
}

MultiHeadAttention modern_attention(const ModernConfig& c, Random& random) {
  const int64_t kv = c.kv_heads * c.head_size();
  MultiHeadAttention attention;
  attention.heads = c.heads, attention.kv_heads = c.kv_heads;
  attention.q_proj = Linear(c.channels, c.channels, c.biases, kGpt2Deviation, random);
  attention.k_proj = Linear(c.channels, kv, c.biases, kGpt2Deviation, random);
  attention.v_proj = Linear(c.channels, kv, c.biases, kGpt2Deviation, random);
  attention.o_proj = Linear(c.channels, c.channels, c.biases, gpt2_residual_deviation(c.layers), random);
  if (c.positions == PositionKind::rope) attention.rotary = RopePairs::halves;
  attention.rope_base = c.rope_base;
  return attention;
}

ModernBlock::ModernBlock(const ModernConfig& config, Random& random)
    : input_layernorm(config),
      self_attn(modern_attention(config, random)),
      post_attention_layernorm(config),
      mlp(config, random) {}

Tensor ModernBlock::operator()(const Tensor& x, const ModernConfig& config) const {
  const Tensor normed = input_layernorm(x);
  const Tensor mixed = x + self_attn(normed, normed, config.visible());
  return mixed + mlp(post_attention_layernorm(mixed));
}

void ModernBlock::list(Parameters& parameters, const std::string& prefix) const {
  self_attn.list(parameters, prefix + "self_attn.");
  mlp.list(parameters, prefix + "mlp.");
  input_layernorm.list(parameters, prefix + "input_layernorm.");
  post_attention_layernorm.list(parameters, prefix + "post_attention_layernorm.");
}

Modern::Modern(const ModernConfig& modern_config, Random& random) : config(modern_config) {
  check_config(config);
  embed_tokens = initial_weight({config.vocabulary, config.channels}, kGpt2Deviation, random);
  if (config.positions == PositionKind::learned)
    embed_positions = initial_weight({config.context, config.channels}, kGpt2Deviation / 2, random);
  for (int64_t layer = 0; layer < config.layers; ++layer) layers.emplace_back(config, random);
  norm = Norm(config);
  head = config.tied_head ? embed_tokens
                          : initial_weight({config.vocabulary, config.channels}, kGpt2Deviation, random);
}

Tensor Modern::hidden(const Ids& ids) const {
  check_rank("modern", "ids", ids.shape(), 2);
  Tensor x = embedding(ids, embed_tokens);
  if (config.positions == PositionKind::learned) x = add_positions(x, embed_positions);
  for (const ModernBlock& layer : layers) x = layer(x, config);
  return norm(x);
}

Tensor Modern::logits(const Ids& ids) const { return matmul_nt(hidden(ids), head); }

Tensor Modern::loss(const Ids& ids, const Ids& targets) const {
  return head_cross_entropy(hidden(ids), head, targets);
}

Parameters Modern::parameters() const {
  Parameters list{{"model.embed_tokens.weight", embed_tokens}};
  if (embed_positions.defined()) list.push_back({"model.embed_positions.weight", embed_positions});
  for (size_t layer = 0; layer < layers.size(); ++layer)
    layers[layer].list(list, "model.layers." + std::to_string(layer) + ".");
  norm.list(list, "model.norm.");
  if (!config.tied_head) list.push_back({"lm_head.weight", head});
  return list;
}

}  // namespace p2g
