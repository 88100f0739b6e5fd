// Layer normalisation as an operation of the graph, and as a layer.
#include "math/error.h"
#include "math/threads.h"
#include "transformer/layer_norm.h"

namespace p2g {
namespace {

const Op kLayerNorm("transformer", "layer_norm");

constexpr int64_t kRows = 8;      // rows a piece
constexpr int64_t kColumns = 64;  // columns a piece

// dweight (C) += Σ rows dy ⊙ x̂      dbias (C) += Σ rows dy
void parameter_gradients(const Array& x, const std::vector<RowStatistics>& rows, const Array& dy,
                         GradientSink dweight, GradientSink dbias) {
  const int64_t C = x.shape().last();
  parallel_for(C, kColumns, [&](int64_t first, int64_t last) {
    Real scale[kColumns] = {}, shift[kColumns] = {};
    for (size_t row = 0; row < rows.size(); ++row) {
      const RowStatistics s = rows[row];
      const Real *in = x.data() + static_cast<int64_t>(row) * C,
                 *g = dy.data() + static_cast<int64_t>(row) * C;
      for (int64_t c = first; c < last; ++c) {
        scale[c - first] += g[c] * (in[c] - s.mean) * s.rstd;
        shift[c - first] += g[c];
      }
    }
    for (int64_t c = first; c < last; ++c) {
      dweight.data[c] = scale[c - first] + (dweight.add ? dweight.data[c] : 0);
      dbias.data[c] = shift[c - first] + (dbias.add ? dbias.data[c] : 0);
    }
  });
}

}  // namespace

void layer_norm_row(const Real* x, const Real* weight, const Real* bias, double epsilon, Real* y, int64_t C) {
  normalize_row(x, row_statistics(x, C, epsilon), weight, bias, y, C);
}

Tensor layer_norm(const Tensor& x, const Tensor& weight, const Tensor& bias, double epsilon) {
  const int64_t C = x.shape().last(), rows = x.shape().rows();
  check_shape(kLayerNorm.name, "the weight", weight.shape(), {C});
  check_shape(kLayerNorm.name, "the bias", bias.shape(), {C});
  Array y = Array::uninitialized(x.shape());
  std::vector<RowStatistics> statistics(static_cast<size_t>(rows));
  parallel_for(rows, kRows, [&](int64_t first, int64_t last) {
    for (int64_t row = first; row < last; ++row) {
      const Real* in = x.value().data() + row * C;
      const RowStatistics s = statistics[static_cast<size_t>(row)] = row_statistics(in, C, epsilon);
      normalize_row(in, s, weight.value().data(), bias.value().data(), y.data() + row * C, C);
    }
  });
  return make_node(kLayerNorm, std::move(y), {x, weight, bias}, [statistics, C](Node& node) {
    const Tensor &input = node.parents[0], &scale = node.parents[1], &shift = node.parents[2];
    const auto count = static_cast<int64_t>(statistics.size());
    if (scale.requires_grad() || shift.requires_grad()) {
      Array unused = Array::uninitialized({C});
      const GradientSink none{unused.data(), false};
      parameter_gradients(input.value(), statistics, node.grad,
                          scale.requires_grad() ? scale.gradient_sink() : none,
                          shift.requires_grad() ? shift.gradient_sink() : none);
    }
    if (!input.requires_grad()) return;
    Array dx = Array::uninitialized(input.shape());
    parallel_for(count, kRows, [&](int64_t first, int64_t last) {
      for (int64_t row = first; row < last; ++row)
        layer_norm_row_gradient(input.value().data() + row * C, statistics[static_cast<size_t>(row)],
                                scale.value().data(), node.grad.data() + row * C, dx.data() + row * C, C);
    });
    input.accumulate(std::move(dx));
  });
}

LayerNorm::LayerNorm(int64_t channels, double norm_epsilon)
    : weight(Tensor::parameter(Array::full({channels}, 1))),
      bias(Tensor::parameter(Array::zeros({channels}))),
      epsilon(norm_epsilon) {}

void LayerNorm::list(Parameters& parameters, const std::string& prefix) const {
  parameters.push_back({prefix + "weight", weight});
  parameters.push_back({prefix + "bias", bias});
}

}  // namespace p2g
