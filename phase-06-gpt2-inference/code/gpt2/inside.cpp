#include "gpt2/inside.h"

#include <algorithm>
#include <cmath>

#include "attention/heads.h"
#include "attention/scaled_dot_product.h"
#include "math/error.h"
#include "math/numerics.h"
#include "nn/arithmetic.h"
#include "nn/embedding.h"
#include "nn/product.h"
#include "transformer/position.h"

namespace p2g {
namespace {

Array rows_of(const Tensor& x) { return x.value().reshaped({x.shape()[1], x.shape()[2]}); }

// The branch of attention, with its weights.
Tensor attend_openly(const CausalSelfAttention& attn, const Tensor& x, Tensor& weights) {
  const Tensor qkv = attn.c_attn(x);
  const auto part = [&](int64_t index) { return split_heads(split_channels(qkv, index, 3), attn.heads); };
  Visible visible;
  visible.causal = true;
  const Tensor y = scaled_dot_product(part(0), part(1), part(2), visible, 0, nullptr, &weights);
  return attn.c_proj(merge_heads(y));
}

}  // namespace

Inside look_inside(const Gpt& model, const std::vector<int32_t>& ids) {
  const auto T = std::ssize(ids);
  if (T < 1 || T > model.config.context)
    fail("inside", "{} tokens, wanted 1 to the model's context of {}", T, model.config.context);
  const NoGrad no_grad;
  Tensor x = add_positions(embedding(Ids({1, T}, ids), model.wte), model.wpe);
  Inside inside{rows_of(x), {}, {}};
  for (const Block& block : model.h) {
    Tensor weights;
    const Tensor mixed = x + attend_openly(block.attn, block.ln_1(x), weights);
    x = mixed + block.mlp(block.ln_2(mixed));
    inside.blocks.push_back({weights.value().reshaped({model.config.heads, T, T}), rows_of(x)});
  }
  inside.logits = logit_lens(model, inside.blocks.back().stream);
  return inside;
}

Array logit_lens(const Gpt& model, const Array& stream) {
  const NoGrad no_grad;
  return matmul_nt(model.ln_f(Tensor::constant(stream)), model.wte).value();
}

Reading read_stream(const Gpt& model, const Array& stream, const std::vector<int32_t>& ids) {
  const Array logits = logit_lens(model, stream);
  const int64_t T = logits.shape()[0], V = logits.shape()[1];
  Reading reading;
  for (int64_t t = 0; t < T; ++t) {
    const Real* row = logits.data() + t * V;
    const double total = logsumexp(row, V);
    const Real* best = std::max_element(row, row + V);
    reading.guess.push_back(static_cast<int32_t>(best - row));
    reading.probability.push_back(std::exp(static_cast<double>(*best) - total));
    if (t + 1 < T) reading.nats += total - static_cast<double>(row[ids[static_cast<size_t>(t) + 1]]);
  }
  if (T > 1) reading.nats /= static_cast<double>(T - 1);
  return reading;
}

}  // namespace p2g
