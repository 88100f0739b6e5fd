// GELU as operations of the graph.
#include <algorithm>

#include "math/elementwise.h"
#include "math/reduce.h"
#include "transformer/gelu.h"

namespace p2g {
namespace {

const Op kGelu("transformer", "gelu"), kBiasGelu("transformer", "bias_gelu");

// f(where row begins), on all threads.
template <typename F>
void for_rows(int64_t rows, int64_t C, F f) {
  parallel_for(rows, std::max<int64_t>(1, kElementGrain / std::max<int64_t>(1, C)),
               [&](int64_t first, int64_t last) {
                 for (int64_t row = first; row < last; ++row) f(row * C);
               });
}

void add_bias_to(const Real* x, const Real* bias, Real* y, int64_t C) {
  for (int64_t c = 0; c < C; ++c) y[c] = x[c] + bias[c];
}

}  // namespace

Tensor gelu(const Tensor& x) {
  Array y = Array::uninitialized(x.shape());
  parallel_for(y.size(), kElementGrain, [&](int64_t first, int64_t last) {
    gelu_row(x.value().data() + first, y.data() + first, last - first);
  });
  return make_node(kGelu, std::move(y), {x}, [](Node& node) {
    const Tensor& input = node.parents[0];
    Array dx = Array::uninitialized(input.shape());
    const Real *v = input.value().data(), *dy = node.grad.data();
    Real* d = dx.data();
    parallel_for(dx.size(), kElementGrain, [=](int64_t first, int64_t last) {
      gelu_slope_row(v + first, d + first, last - first);
      for (int64_t i = first; i < last; ++i) d[i] *= dy[i];
    });
    input.accumulate(std::move(dx));
  });
}

Tensor bias_gelu(const Tensor& x, const Tensor& bias) {
  const int64_t C = x.shape().last(), rows = x.shape().rows();
  check_shape(kBiasGelu.name, "the bias", bias.shape(), {C});
  Array y = Array::uninitialized(x.shape());
  const Real *in = x.value().data(), *b = bias.value().data();
  Real* out = y.data();
  for_rows(rows, C, [=](int64_t at) {
    add_bias_to(in + at, b, out + at, C);
    gelu_row(out + at, out + at, C);
  });
  return make_node(kBiasGelu, std::move(y), {x, bias}, [rows, C](Node& node) {
    const Tensor &input = node.parents[0], &shift = node.parents[1];
    Array dx = Array::uninitialized(input.shape());
    const Real *v = input.value().data(), *b0 = shift.value().data(), *dy = node.grad.data();
    Real* d = dx.data();
    for_rows(rows, C, [=](int64_t at) {
      add_bias_to(v + at, b0, d + at, C);
      gelu_slope_row(d + at, d + at, C);
      for (int64_t c = 0; c < C; ++c) d[at + c] *= dy[at + c];
    });
    if (shift.requires_grad()) {
      const GradientSink db = shift.gradient_sink();
      sum_rows(dx, db.data, db.add);
    }
    input.accumulate(std::move(dx));
  });
}

}  // namespace p2g
