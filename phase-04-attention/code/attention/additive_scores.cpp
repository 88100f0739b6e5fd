#include "attention/alignment_scores.h"
#include "attention/pair_sums.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/product.h"

namespace p2g {

Tensor additive_scores(const Tensor& q, const Tensor& keys, const Tensor& w, const Tensor& v) {
  const Tensor sums = pair_sums(matmul(q, w), keys);  // (B,T,S,A)
  return reshape(matmul(tanh(sums), v), {q.shape()[0], q.shape()[1], keys.shape()[1]});
}

}  // namespace p2g
