#include "attention/scaled_dot_product.h"

#include <cmath>

#include "attention/batched_product.h"
#include "attention/causal_mask.h"
#include "attention/heads.h"
#include "nn/arithmetic.h"
#include "nn/dropout.h"
#include "nn/softmax.h"

namespace p2g {

Tensor scaled_dot_product(const Tensor& q, const Tensor& k, const Tensor& v, double dropout_p,
                          Random* random) {
  const double D = static_cast<double>(q.shape().last());
  const Tensor scores = scale(batched_matmul_nt(q, k), 1 / std::sqrt(D));
  Tensor weights = softmax(causal_mask(scores));
  if (random != nullptr) weights = dropout(weights, dropout_p, *random);
  return batched_matmul(weights, v);
}

Tensor composed_attention(const Tensor& qkv, int64_t heads, double dropout_p, Random* random) {
  const Tensor q = split_heads(split_channels(qkv, 0, 3), heads);
  const Tensor k = split_heads(split_channels(qkv, 1, 3), heads);
  const Tensor v = split_heads(split_channels(qkv, 2, 3), heads);
  return merge_heads(scaled_dot_product(q, k, v, dropout_p, random));
}

}  // namespace p2g
