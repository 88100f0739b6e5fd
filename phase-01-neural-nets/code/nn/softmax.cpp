#include "nn/softmax.h"

#include <algorithm>

#include "math/elementwise.h"
#include "math/numerics.h"

namespace p2g {
namespace {

const Op kSoftmax("nn", "softmax"), kLogSoftmax("nn", "log_softmax");

// Calls row(i) for every row, on all threads.
template <typename F>
void for_rows(const Shape& shape, F row) {
  const int64_t C = std::max<int64_t>(1, shape.last());
  parallel_for(shape.rows(), std::max<int64_t>(1, kElementGrain / C), [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) row(i);
  });
}

Real dot(const Real* a, const Real* b, int64_t n) {
  Real total = 0;
  for (int64_t i = 0; i < n; ++i) total += a[i] * b[i];
  return total;
}

}  // namespace

Tensor softmax(const Tensor& x) {
  const int64_t C = x.shape().last();
  Array y = Array::uninitialized(x.shape());
  for_rows(x.shape(), [&](int64_t i) { softmax_row(x.value().data() + i * C, y.data() + i * C, C); });
  return make_node(kSoftmax, y, {x}, [y, C](Node& node) {  // dx = y ⊙ (dy − Σ dy⊙y)
    Array dx = Array::uninitialized(y.shape());
    for_rows(y.shape(), [&](int64_t i) {
      const Real *p = y.data() + i * C, *dy = node.grad.data() + i * C;
      const Real inner = dot(dy, p, C);
      Real* out = dx.data() + i * C;
      for (int64_t c = 0; c < C; ++c) out[c] = p[c] * (dy[c] - inner);
    });
    node.parents[0].accumulate(std::move(dx));
  });
}

Tensor log_softmax(const Tensor& x) {
  const int64_t C = x.shape().last();
  Array y = Array::uninitialized(x.shape());
  for_rows(x.shape(), [&](int64_t i) {
    const Real* row = x.value().data() + i * C;
    const Real total = static_cast<Real>(logsumexp(row, C));
    for (int64_t c = 0; c < C; ++c) y.data()[i * C + c] = row[c] - total;
  });
  return make_node(kLogSoftmax, y, {x}, [y, C](Node& node) {  // dx = dy − e^y · Σ dy
    Array dx = Array::uninitialized(y.shape());
    for_rows(y.shape(), [&](int64_t i) {
      const Real* dy = node.grad.data() + i * C;
      Real total = 0;
      for (int64_t c = 0; c < C; ++c) total += dy[c];
      for (int64_t c = 0; c < C; ++c) dx.data()[i * C + c] = dy[c] - fast_exp(y.data()[i * C + c]) * total;
    });
    node.parents[0].accumulate(std::move(dx));
  });
}

}  // namespace p2g
