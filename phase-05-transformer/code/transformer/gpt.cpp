#include "transformer/gpt.h"

#include "math/error.h"
#include "nn/arithmetic.h"
#include "nn/dropout.h"
#include "nn/embedding.h"
#include "nn/product.h"
#include "transformer/gelu.h"
#include "transformer/head_loss.h"
#include "transformer/position.h"

namespace p2g {
namespace {

constexpr double kPositionDeviation = 0.01;  // as in OpenAI's code

Tensor drop(const Tensor& x, double p, Random* random) {
  return random == nullptr ? x : dropout(x, p, *random);
}

}  // namespace

void check_config(const GptConfig& c) {
  if (c.vocabulary < 1 || c.context < 1 || c.channels < 1 || c.layers < 1 || c.heads < 1)
    fail("gpt", "vocabulary {}, context {}, channels {}, layers {}, heads {}: each must be 1 or more",
         c.vocabulary, c.context, c.channels, c.layers, c.heads);
  if (c.channels % c.heads != 0)
    fail("gpt", "{} channels do not divide into {} heads: choose a multiple", c.channels, c.heads);
  if (!(c.dropout >= 0 && c.dropout < 1))
    fail("gpt", "dropout is {}, wanted 0 or more and less than 1", c.dropout);
}

int64_t parameter_count(const GptConfig& c) {
  const int64_t block =
      12 * c.channels * c.channels + 13 * c.channels;  // four matrices, their biases, two norms
  return (c.vocabulary + c.context) * c.channels + c.layers * block + 2 * c.channels;
}

Mlp::Mlp(int64_t channels, int64_t layers, Random& random)
    : c_fc(channels, 4 * channels, /*with_bias=*/true, kGpt2Deviation, random),
      c_proj(4 * channels, channels, /*with_bias=*/true, gpt2_residual_deviation(layers), random) {}

Tensor Mlp::operator()(const Tensor& x) const { return c_proj(bias_gelu(matmul(x, c_fc.weight), c_fc.bias)); }

void Mlp::list(Parameters& parameters, const std::string& prefix) const {
  c_fc.list(parameters, prefix + "c_fc.");
  c_proj.list(parameters, prefix + "c_proj.");
}

Block::Block(const GptConfig& config, Random& random)
    : ln_1(config.channels, config.layer_norm_epsilon),
      attn(config.channels, config.heads, config.layers, random),
      ln_2(config.channels, config.layer_norm_epsilon),
      mlp(config.channels, config.layers, random) {}

Tensor Block::operator()(const Tensor& x, double p, Random* random) const {
  const Tensor mixed = x + drop(attn(ln_1(x), random == nullptr ? 0 : p, random), p, random);
  return mixed + drop(mlp(ln_2(mixed)), p, random);
}

void Block::list(Parameters& parameters, const std::string& prefix) const {
  ln_1.list(parameters, prefix + "ln_1.");
  attn.list(parameters, prefix + "attn.");
  ln_2.list(parameters, prefix + "ln_2.");
  mlp.list(parameters, prefix + "mlp.");
}

Gpt::Gpt(const GptConfig& gpt_config, Random& random) : config(gpt_config) {
  check_config(config);
  wte = initial_weight({config.vocabulary, config.channels}, kGpt2Deviation, random);
  wpe = initial_weight({config.context, config.channels}, kPositionDeviation, random);
  for (int64_t layer = 0; layer < config.layers; ++layer) h.emplace_back(config, random);
  ln_f = LayerNorm(config.channels, config.layer_norm_epsilon);
}

Tensor Gpt::hidden(const Ids& ids, Random* random) const {
  check_rank("gpt", "ids", ids.shape(), 2);
  Tensor x = drop(add_positions(embedding(ids, wte), wpe), config.dropout, random);
  for (const Block& block : h) x = block(x, config.dropout, random);
  return ln_f(x);
}

Tensor Gpt::logits(const Ids& ids) const { return matmul_nt(hidden(ids), wte); }

Tensor Gpt::loss(const Ids& ids, const Ids& targets, Random* random) const {
  return head_cross_entropy(hidden(ids, random), wte, targets);
}

Parameters Gpt::parameters() const {
  Parameters list{{"wte.weight", wte}, {"wpe.weight", wpe}};
  for (size_t layer = 0; layer < h.size(); ++layer) h[layer].list(list, "h." + std::to_string(layer) + ".");
  ln_f.list(list, "ln_f.");
  return list;
}

}  // namespace p2g
