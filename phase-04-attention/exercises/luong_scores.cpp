#include "attention/alignment_scores.h"
#include "attention/batched_product.h"
#include "exercises/not_written.h"
#include "math/error.h"
#include "nn/product.h"
#include "sequence/time.h"

namespace p2g {

// All of q (B,T,Q) and h (B,S,M) -> e (B,T,S). At hand: batched_matmul_nt(a (B,T,C), b (B,S,C)) -> (B,T,S);
// matmul(x, w); additive_scores(q, keys, w, v), which you or the library wrote.

// e = q·h
Tensor dot_scores(const Tensor& /*q*/, const Tensor& /*h*/) { not_written("dot_scores"); }

// e = (q·w)·h, w (Q,M)
Tensor general_scores(const Tensor& /*q*/, const Tensor& /*h*/, const Tensor& /*w*/) {
  not_written("general_scores");
}

// e = v·tanh([q;h]·w), where rows 0 … Q−1 of w (Q+M,A) are for q and the others for h: times(w, first, count)
// takes some rows.
Tensor concat_scores(const Tensor& /*q*/, const Tensor& /*h*/, const Tensor& /*w*/, const Tensor& /*v*/) {
  not_written("concat_scores");
}

// e = the first `places` columns of q·w: columns(x, first, count). If w has not so many,
// fail("location_scores", "…").
Tensor location_scores(const Tensor& /*q*/, const Tensor& /*w*/, int64_t /*places*/) {
  not_written("location_scores");
}

}  // namespace p2g
