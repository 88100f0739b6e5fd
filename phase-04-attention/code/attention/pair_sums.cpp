#include "attention/pair_sums.h"

#include <algorithm>

#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kPairSums("attention", "pair_sums");

void add_to(Real* to, const Real* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] += from[i];
}

}  // namespace

Tensor pair_sums(const Tensor& queries, const Tensor& keys) {
  check_rank(kPairSums.name, "queries", queries.shape(), 3);
  const int64_t B = queries.shape()[0], T = queries.shape()[1], A = queries.shape()[2];
  check_rank(kPairSums.name, "keys", keys.shape(), 3);
  const int64_t S = keys.shape()[1];
  check_shape(kPairSums.name, "keys", keys.shape(), {B, S, A});
  Array y = Array::uninitialized({B, T, S, A});
  parallel_for(B, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first * T; i < last * T; ++i)
      for (int64_t s = 0; s < S; ++s) {
        const Real *q = queries.value().data() + i * A, *k = keys.value().data() + (i / T * S + s) * A;
        Real* out = y.data() + (i * S + s) * A;
        for (int64_t a = 0; a < A; ++a) out[a] = q[a] + k[a];
      }
  });
  return make_node(kPairSums, std::move(y), {queries, keys}, [=](Node& node) {
    const Tensor &q = node.parents[0], &k = node.parents[1];
    if (q.requires_grad()) {  // dq (B,T,A) += Σ over s of dy
      const GradientSink dq = q.gradient_sink();
      if (!dq.add) std::fill_n(dq.data, B * T * A, Real(0));
      parallel_for(B, 1, [&](int64_t first, int64_t last) {
        for (int64_t i = first * T * S; i < last * T * S; ++i)
          add_to(dq.data + i / S * A, node.grad.data() + i * A, A);
      });
    }
    if (k.requires_grad()) {  // dk (B,S,A) += Σ over t of dy
      const GradientSink dk = k.gradient_sink();
      if (!dk.add) std::fill_n(dk.data, B * S * A, Real(0));
      parallel_for(B, 1, [&](int64_t first, int64_t last) {
        for (int64_t i = first * T * S; i < last * T * S; ++i)
          add_to(dk.data + (i / (T * S) * S + i % S) * A, node.grad.data() + i * A, A);
      });
    }
  });
}

}  // namespace p2g
