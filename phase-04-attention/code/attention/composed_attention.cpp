#include "attention/heads.h"
#include "attention/scaled_dot_product.h"

namespace p2g {

Tensor composed_attention(const Tensor& qkv, int64_t heads, double dropout_p, Random* random) {
  const Tensor q = split_heads(split_channels(qkv, 0, 3), heads);
  const Tensor k = split_heads(split_channels(qkv, 1, 3), heads);
  const Tensor v = split_heads(split_channels(qkv, 2, 3), heads);
  return merge_heads(scaled_dot_product(q, k, v, {.causal = true}, dropout_p, random));
}

}  // namespace p2g
