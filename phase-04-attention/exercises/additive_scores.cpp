#include "attention/alignment_scores.h"
#include "attention/pair_sums.h"
#include "exercises/not_written.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/product.h"

namespace p2g {

// How well each place fits each query: e = v·tanh(q·w + key).
//   q (B,T,Q), keys (B,S,A), w (Q,A), v (A,1)  ->  e (B,T,S)
// At hand: matmul(x, w); pair_sums(queries (B,T,A), keys (B,S,A)) -> (B,T,S,A), every query plus every key;
// tanh(x); reshape(x, {…}).
Tensor additive_scores(const Tensor& /*q*/, const Tensor& /*keys*/, const Tensor& /*w*/,
                       const Tensor& /*v*/) {
  not_written("additive_scores");
}

}  // namespace p2g
