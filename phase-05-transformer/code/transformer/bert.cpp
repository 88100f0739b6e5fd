#include "transformer/bert.h"

#include "math/error.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/dropout.h"
#include "nn/embedding.h"
#include "nn/product.h"
#include "transformer/gelu.h"
#include "transformer/position.h"

namespace p2g {
namespace {

Linear dense(const BertConfig& config, int64_t in, int64_t out, Random& random) {
  return Linear(in, out, /*with_bias=*/true, config.deviation, random);
}

Tensor drop(const Tensor& x, double p, Random* random) {
  return random == nullptr ? x : dropout(x, p, *random);
}

}  // namespace

void check_config(const BertConfig& c) {
  if (c.vocabulary < 1 || c.context < 1 || c.segments < 1 || c.channels < 1 || c.layers < 1 || c.heads < 1 ||
      c.mlp_width < 1)
    fail("bert",
         "vocabulary {}, context {}, segments {}, channels {}, layers {}, heads {}, mlp_width {}: each wants "
         "1 "
         "or more",
         c.vocabulary, c.context, c.segments, c.channels, c.layers, c.heads, c.mlp_width);
  if (c.channels % c.heads != 0)
    fail("bert", "{} channels do not divide into {} heads: choose a multiple", c.channels, c.heads);
  if (!(c.dropout >= 0 && c.dropout < 1))
    fail("bert", "dropout is {}, wanted 0 or more and less than 1", c.dropout);
}

BertLayer::BertLayer(const BertConfig& c, Random& random)
    : attention_norm(c.channels, c.layer_norm_epsilon),
      intermediate(dense(c, c.channels, c.mlp_width, random)),
      output(dense(c, c.mlp_width, c.channels, random)),
      output_norm(c.channels, c.layer_norm_epsilon) {
  attention.heads = attention.kv_heads = c.heads;
  for (Linear* part : {&attention.q_proj, &attention.k_proj, &attention.v_proj, &attention.o_proj})
    *part = dense(c, c.channels, c.channels, random);
}

Tensor BertLayer::operator()(const Tensor& x, const Visible& visible, double p, Random* random) const {
  const Tensor mixed =
      attention_norm(x + drop(attention(x, x, visible, random == nullptr ? 0 : p, random), p, random));
  const Tensor wide = bias_gelu(matmul(mixed, intermediate.weight), intermediate.bias);
  return output_norm(mixed + drop(output(wide), p, random));
}

void BertLayer::list(Parameters& parameters, const std::string& prefix) const {
  attention.q_proj.list(parameters, prefix + "attention.self.query.");
  attention.k_proj.list(parameters, prefix + "attention.self.key.");
  attention.v_proj.list(parameters, prefix + "attention.self.value.");
  attention.o_proj.list(parameters, prefix + "attention.output.dense.");
  attention_norm.list(parameters, prefix + "attention.output.LayerNorm.");
  intermediate.list(parameters, prefix + "intermediate.dense.");
  output.list(parameters, prefix + "output.dense.");
  output_norm.list(parameters, prefix + "output.LayerNorm.");
}

Bert::Bert(const BertConfig& bert_config, Random& random) : config(bert_config) {
  check_config(config);
  const int64_t C = config.channels;
  words = initial_weight({config.vocabulary, C}, config.deviation, random);
  positions = initial_weight({config.context, C}, config.deviation, random);
  segments = initial_weight({config.segments, C}, config.deviation, random);
  norm = LayerNorm(C, config.layer_norm_epsilon);
  transform_norm = LayerNorm(C, config.layer_norm_epsilon);
  for (int64_t layer = 0; layer < config.layers; ++layer) layers.emplace_back(config, random);
  transform = dense(config, C, C, random);
  head_bias = Tensor::parameter(Array::zeros({config.vocabulary}));
}

Tensor Bert::hidden(const BertInput& input, Random* random) const {
  check_rank("bert", "ids", input.ids.shape(), 2);
  const Ids first = Ids::filled(input.ids.shape(), 0);
  const Ids& segment = input.segments.size() == 0 ? first : input.segments;
  check_shape("bert", "segments", segment.shape(), input.ids.shape());
  Visible visible;
  visible.key_lengths = input.lengths;
  const Tensor sum = add_positions(embedding(input.ids, words), positions) + embedding(segment, segments);
  Tensor x = drop(norm(sum), config.dropout, random);
  for (const BertLayer& layer : layers) x = layer(x, visible, config.dropout, random);
  return x;
}

Tensor Bert::logits(const BertInput& input, Random* random) const {
  const Tensor turned = bias_gelu(matmul(hidden(input, random), transform.weight), transform.bias);
  return add_bias(matmul_nt(transform_norm(turned), words), head_bias);
}

Tensor Bert::loss(const BertInput& input, const Ids& targets, Random* random) const {
  return cross_entropy(logits(input, random), targets);
}

Parameters Bert::parameters() const {
  const std::string embeddings = "bert.embeddings.", head = "cls.predictions.";
  Parameters list{{embeddings + "word_embeddings.weight", words},
                  {embeddings + "position_embeddings.weight", positions},
                  {embeddings + "token_type_embeddings.weight", segments}};
  norm.list(list, embeddings + "LayerNorm.");
  for (size_t layer = 0; layer < layers.size(); ++layer)
    layers[layer].list(list, "bert.encoder.layer." + std::to_string(layer) + ".");
  transform.list(list, head + "transform.dense.");
  transform_norm.list(list, head + "transform.LayerNorm.");
  list.push_back({head + "bias", head_bias});
  return list;
}

}  // namespace p2g
