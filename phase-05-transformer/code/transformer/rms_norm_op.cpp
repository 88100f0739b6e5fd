// RMSNorm as an operation of the graph, and as a layer.
#include "math/error.h"
#include "math/threads.h"
#include "transformer/rms_norm.h"

namespace p2g {
namespace {

const Op kRmsNorm("transformer", "rms_norm");

constexpr int64_t kRows = 8;      // rows a piece
constexpr int64_t kColumns = 64;  // columns a piece

// dweight (C) += Σ rows dy ⊙ x̂
void weight_gradient(const Array& x, const Array& r, const Array& dy, GradientSink dweight) {
  const int64_t C = x.shape().last();
  parallel_for(C, kColumns, [&](int64_t first, int64_t last) {
    Real sums[kColumns] = {};
    for (int64_t row = 0; row < r.size(); ++row) {
      const Real *in = x.data() + row * C, *g = dy.data() + row * C;
      for (int64_t c = first; c < last; ++c) sums[c - first] += g[c] * in[c] * r[row];
    }
    for (int64_t c = first; c < last; ++c)
      dweight.data[c] = sums[c - first] + (dweight.add ? dweight.data[c] : 0);
  });
}

}  // namespace

Tensor rms_norm(const Tensor& x, const Tensor& weight, double epsilon) {
  const int64_t C = x.shape().last(), rows = x.shape().rows();
  check_shape(kRmsNorm.name, "the weight", weight.shape(), {C});
  Array y = Array::uninitialized(x.shape()), r = Array::uninitialized({rows});
  parallel_for(rows, kRows, [&](int64_t first, int64_t last) {
    for (int64_t row = first; row < last; ++row) {
      const Real* in = x.value().data() + row * C;
      r[row] = reciprocal_rms(in, C, epsilon);
      rms_norm_row(in, weight.value().data(), r[row], y.data() + row * C, C);
    }
  });
  return make_node(kRmsNorm, std::move(y), {x, weight}, [r, rows, C](Node& node) {
    const Tensor &input = node.parents[0], &scale = node.parents[1];
    if (scale.requires_grad()) weight_gradient(input.value(), r, node.grad, scale.gradient_sink());
    if (!input.requires_grad()) return;
    Array dx = Array::uninitialized(input.shape());
    parallel_for(rows, kRows, [&](int64_t first, int64_t last) {
      for (int64_t row = first; row < last; ++row)
        rms_norm_row_gradient(input.value().data() + row * C, scale.value().data(), r[row],
                              node.grad.data() + row * C, dx.data() + row * C, C);
    });
    input.accumulate(std::move(dx));
  });
}

RmsNorm::RmsNorm(int64_t channels, double norm_epsilon)
    : weight(Tensor::parameter(Array::full({channels}, 1))), epsilon(norm_epsilon) {}

void RmsNorm::list(Parameters& parameters, const std::string& prefix) const {
  parameters.push_back({prefix + "weight", weight});
}

}  // namespace p2g
