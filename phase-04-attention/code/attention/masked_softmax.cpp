#include "attention/masked_softmax.h"

#include <algorithm>

#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kMaskedSoftmax("attention", "masked_softmax");
constexpr int64_t kGrain = 4096;  // numbers in a piece of work

template <typename F>
void for_rows(const Shape& shape, F row) {
  parallel_for(shape.rows(), std::max<int64_t>(1, kGrain / shape.last()), [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) row(i);
  });
}

void check_open(const Array& mask) {
  const int64_t S = mask.shape().last();
  for (int64_t i = 0; i < mask.shape().rows(); ++i) {
    const Real* row = mask.data() + i * S;
    if (std::all_of(row, row + S, [](Real m) { return m == 0; }))
      fail(kMaskedSoftmax.name, "row {} of the mask {} hides every place: wanted one to look at", i,
           mask.shape().to_string());
  }
}

}  // namespace

Tensor masked_softmax(const Tensor& scores, const Array& mask) {
  check_shape(kMaskedSoftmax.name, "the mask", mask.shape(), scores.shape());
  check_open(mask);
  const int64_t S = scores.shape().last();
  Array y = Array::uninitialized(scores.shape());
  for_rows(scores.shape(), [&](int64_t i) {
    masked_softmax_row(scores.value().data() + i * S, mask.data() + i * S, y.data() + i * S, S);
  });
  return make_node(kMaskedSoftmax, y, {scores}, [y, S](Node& node) {  // dx = y ⊙ (dy − Σ dy⊙y)
    Array dx = Array::uninitialized(y.shape());
    for_rows(y.shape(), [&](int64_t i) {
      const Real *p = y.data() + i * S, *dy = node.grad.data() + i * S;
      Real inner = 0;
      for (int64_t s = 0; s < S; ++s) inner += dy[s] * p[s];
      for (int64_t s = 0; s < S; ++s) dx.data()[i * S + s] = p[s] * (dy[s] - inner);
    });
    node.parents[0].accumulate(std::move(dx));
  });
}

}  // namespace p2g
