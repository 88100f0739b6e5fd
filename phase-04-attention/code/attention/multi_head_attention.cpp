#include "attention/multi_head_attention.h"

#include <cmath>

#include "attention/flash.h"
#include "attention/heads.h"
#include "attention/scaled_dot_product.h"
#include "math/error.h"

namespace p2g {
namespace {

Linear glorot(int64_t in, int64_t out, bool with_bias, Random& random) {
  return Linear(in, out, with_bias, std::sqrt(2.0 / static_cast<double>(in + out)), random);
}

}  // namespace

MultiHeadAttention::MultiHeadAttention(int64_t channels, int64_t head_count, Random& random,
                                       int64_t kv_head_count, bool with_bias)
    : heads(head_count), kv_heads(kv_head_count == 0 ? head_count : kv_head_count) {
  if (heads < 1 || channels % heads != 0)
    fail("attention", "{} channels do not divide into {} heads: choose a multiple", channels, heads);
  if (kv_heads < 1 || heads % kv_heads != 0)
    fail("attention", "{} heads cannot share {} heads of keys and values: wanted a divisor", heads, kv_heads);
  const int64_t shared = channels / heads * kv_heads;
  q_proj = glorot(channels, channels, with_bias, random);
  k_proj = glorot(channels, shared, with_bias, random);
  v_proj = glorot(channels, shared, with_bias, random);
  o_proj = glorot(channels, channels, with_bias, random);
}

Tensor MultiHeadAttention::operator()(const Tensor& x, const Tensor& memory, const Visible& visible,
                                      double dropout_p, Random* random) const {
  Tensor q = q_proj(x), k = k_proj(memory);
  if (rotary) {  // the queries are the newest of the positions
    q = rope_channels(q, heads, memory.shape()[1] - x.shape()[1], rope_base, *rotary);
    k = rope_channels(k, kv_heads, 0, rope_base, *rotary);
  }
  return o_proj(flash_attention(q, k, v_proj(memory), heads, kv_heads, visible, dropout_p, random));
}

Tensor MultiHeadAttention::weights(const Tensor& x, const Tensor& memory, const Visible& visible) const {
  Tensor q = split_heads(q_proj(x), heads), k = split_heads(k_proj(memory), kv_heads), found;
  if (rotary) {
    q = rope(q, memory.shape()[1] - x.shape()[1], rope_base, *rotary);
    k = rope(k, 0, rope_base, *rotary);
  }
  scaled_dot_product(q, k, split_heads(v_proj(memory), kv_heads), visible, 0, nullptr, &found);
  return found;
}

void MultiHeadAttention::list(Parameters& parameters, const std::string& prefix) const {
  q_proj.list(parameters, prefix + "q_proj.");
  k_proj.list(parameters, prefix + "k_proj.");
  v_proj.list(parameters, prefix + "v_proj.");
  o_proj.list(parameters, prefix + "o_proj.");
}

}  // namespace p2g
