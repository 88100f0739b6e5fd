#include "attention/alignment_scores.h"
#include "attention/batched_product.h"
#include "math/error.h"
#include "nn/product.h"
#include "sequence/time.h"

namespace p2g {

Tensor dot_scores(const Tensor& q, const Tensor& h) { return batched_matmul_nt(q, h); }

Tensor general_scores(const Tensor& q, const Tensor& h, const Tensor& w) {
  return batched_matmul_nt(matmul(q, w), h);
}

Tensor concat_scores(const Tensor& q, const Tensor& h, const Tensor& w, const Tensor& v) {
  const int64_t Q = q.shape().last(), M = h.shape().last();
  return additive_scores(q, matmul(h, times(w, Q, M)), times(w, 0, Q), v);
}

Tensor location_scores(const Tensor& q, const Tensor& w, int64_t places) {
  if (places > w.shape().last())
    fail("location_scores", "a source of {} places, but w is {}: it knows {}", places, w.shape().to_string(),
         w.shape().last());
  return columns(matmul(q, w), 0, places);
}

}  // namespace p2g
