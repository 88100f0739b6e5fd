#include "gpt2/decoder.h"

#include <algorithm>

#include "attention/attend.h"
#include "math/elementwise.h"
#include "math/error.h"
#include "math/matmul.h"
#include "math/threads.h"
#include "transformer/gelu.h"

namespace p2g {
namespace {

constexpr int64_t kRowGrain = 16;  // rows of a prefill that one thread takes at a time

Array normed(const Array& x, const LayerNorm& norm) {
  const int64_t C = x.shape().last();
  Array y = Array::uninitialized(x.shape());
  parallel_for(x.shape().rows(), kRowGrain, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      layer_norm_row(x.data() + i * C, norm.weight.value().data(), norm.bias.value().data(), norm.epsilon,
                     y.data() + i * C, C);
  });
  return y;
}

// x·W + b, and x += y·W + b: the bias joins in the same pass over each row.
Array projected(const Array& x, const Linear& linear) {
  Array y = matmul_nn(x, linear.weight.value());
  add_row(y, linear.bias.value());
  return y;
}

void add_projected(Array& x, const Array& y, const Linear& linear) {
  const Array& w = linear.weight.value();
  const int64_t K = w.shape()[0], N = w.shape()[1];
  matmul({Layout::nn, y.shape().rows(), N, K, y.data(), K, w.data(), N, x.data(), N, /*accumulate=*/true});
  add_row(x, linear.bias.value());
}

Array embedded(const Gpt& model, std::span<const int32_t> ids, int64_t past) {
  const int64_t C = model.config.channels;
  Array x = Array::uninitialized({static_cast<int64_t>(ids.size()), C});
  for (int64_t i = 0; i < x.shape()[0]; ++i) {
    const Real* token = model.wte.value().data() + ids[static_cast<size_t>(i)] * C;
    const Real* position = model.wpe.value().data() + (past + i) * C;
    for (int64_t c = 0; c < C; ++c) x.data()[i * C + c] = token[c] + position[c];
  }
  return x;
}

}  // namespace

KvCache::KvCache(const GptConfig& config, int64_t positions)
    : keys(Array::uninitialized({config.layers, positions, config.channels})),
      values(Array::uninitialized({config.layers, positions, config.channels})),
      capacity(positions) {}

Decoder::Decoder(const Gpt& model, int64_t capacity)
    : model_(model), cache_(model.config, capacity == 0 ? model.config.context : capacity) {
  if (capacity < 0 || capacity > model.config.context)
    fail("decoder", "a capacity of {}, wanted at most the model's context of {}", capacity,
         model.config.context);
}

void Decoder::attention(const Block& block, int64_t layer, Array& x) {
  const int64_t n = x.shape()[0], C = model_.config.channels, H = model_.config.heads, past = cache_.length;
  const Array qkv = projected(normed(x, block.ln_1), block.attn.c_attn);
  Real* keys = cache_.keys.data() + layer * cache_.capacity * C;
  Real* values = cache_.values.data() + layer * cache_.capacity * C;
  for (int64_t i = 0; i < n; ++i) {
    std::copy_n(qkv.data() + i * 3 * C + C, C, keys + (past + i) * C);
    std::copy_n(qkv.data() + i * 3 * C + 2 * C, C, values + (past + i) * C);
  }
  Array y = Array::uninitialized({n, C});
  attend(qkv.data(), 3 * C, keys, values, y.data(), n, past, H, C / H);
  add_projected(x, y, block.attn.c_proj);
}

void Decoder::mlp(const Block& block, Array& x) {
  Array y = matmul_nn(normed(x, block.ln_2), block.mlp.c_fc.weight.value());
  const int64_t N = y.shape().last();
  const Real* bias = block.mlp.c_fc.bias.value().data();
  parallel_for(y.shape().rows(), kRowGrain, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      Real* row = y.data() + i * N;
      for (int64_t c = 0; c < N; ++c) row[c] += bias[c];
      gelu_row(row, row, N);
    }
  });
  add_projected(x, y, block.mlp.c_proj);
}

Array Decoder::hidden(std::span<const int32_t> ids) {
  const auto n = static_cast<int64_t>(ids.size());
  if (n == 0) fail("decoder", "no ids to feed: wanted at least one");
  if (cache_.length + n > cache_.capacity)
    fail("decoder", "{} positions are taken and {} more do not fit into {}", cache_.length, n,
         cache_.capacity);
  for (const int32_t id : ids)
    if (id < 0 || id >= model_.config.vocabulary)
      fail("decoder", "id {} is outside the vocabulary of {}", id, model_.config.vocabulary);
  Array x = embedded(model_, ids, cache_.length);
  for (size_t layer = 0; layer < model_.h.size(); ++layer) {
    attention(model_.h[layer], static_cast<int64_t>(layer), x);
    mlp(model_.h[layer], x);
  }
  cache_.length += n;
  return x;
}

Array Decoder::feed(std::span<const int32_t> ids) {
  const Array x = hidden(ids);
  const Array last = normed(x.slice(x.shape()[0] - 1, 1), model_.ln_f);
  return matmul_nt(last, model_.wte.value()).reshaped({model_.config.vocabulary});
}

Array Decoder::feed_all(std::span<const int32_t> ids) {
  return matmul_nt(normed(hidden(ids), model_.ln_f), model_.wte.value());
}

void Decoder::forget(int64_t length) {
  if (length < 0 || length > cache_.length)
    fail("decoder", "cannot go back to {} positions: there are {}", length, cache_.length);
  cache_.length = length;
}

void check_fits(std::string_view who, const Gpt& model, size_t tokens) {
  if (static_cast<int64_t>(tokens) > model.config.context)
    fail(who, "{} tokens do not fit into the model's context of {}: shorten the text", tokens,
         model.config.context);
}

}  // namespace p2g
