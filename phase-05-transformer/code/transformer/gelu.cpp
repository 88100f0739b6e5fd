#include "transformer/gelu.h"

#include <algorithm>

#include "math/elementwise.h"
#include "math/reduce.h"

namespace p2g {
namespace {

const Op kGelu("transformer", "gelu"), kBiasGelu("transformer", "bias_gelu");

// out = f(row of x, bias, row index), on all threads.
template <typename F>
void for_rows(int64_t rows, int64_t C, F f) {
  parallel_for(rows, std::max<int64_t>(1, kElementGrain / std::max<int64_t>(1, C)),
               [&](int64_t first, int64_t last) {
                 for (int64_t row = first; row < last; ++row) f(row * C);
               });
}

}  // namespace

Tensor gelu(const Tensor& x) {
  return make_node(kGelu, map(x.value(), [](Real v) { return gelu_value(v); }), {x}, [](Node& node) {
    const Tensor& input = node.parents[0];
    input.accumulate(map(node.grad, input.value(), [](Real g, Real v) { return g * gelu_slope(v); }));
  });
}

Tensor bias_gelu(const Tensor& x, const Tensor& bias) {
  const int64_t C = x.shape().last(), rows = x.shape().rows();
  check_shape(kBiasGelu.name, "the bias", bias.shape(), {C});
  Array y = Array::uninitialized(x.shape());
  const Real *in = x.value().data(), *b = bias.value().data();
  Real* out = y.data();
  for_rows(rows, C, [=](int64_t at) {
    for (int64_t c = 0; c < C; ++c) out[at + c] = gelu_value(in[at + c] + b[c]);
  });
  return make_node(kBiasGelu, std::move(y), {x, bias}, [rows, C](Node& node) {
    const Tensor &input = node.parents[0], &shift = node.parents[1];
    Array dx = Array::uninitialized(input.shape());
    const Real *v = input.value().data(), *b0 = shift.value().data(), *dy = node.grad.data();
    Real* d = dx.data();
    for_rows(rows, C, [=](int64_t at) {
      for (int64_t c = 0; c < C; ++c) d[at + c] = dy[at + c] * gelu_slope(v[at + c] + b0[c]);
    });
    if (shift.requires_grad()) {
      const GradientSink db = shift.gradient_sink();
      sum_rows(dx, db.data, db.add);
    }
    input.accumulate(std::move(dx));
  });
}

}  // namespace p2g
