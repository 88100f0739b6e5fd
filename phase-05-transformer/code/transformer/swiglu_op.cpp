// SwiGLU as an operation of the graph, and as a layer.
#include "math/elementwise.h"
#include "math/error.h"
#include "transformer/swiglu.h"

namespace p2g {
namespace {

const Op kSwiglu("transformer", "swiglu");

}  // namespace

Tensor swiglu(const Tensor& gate, const Tensor& up) {
  check_shape(kSwiglu.name, "up", up.shape(), gate.shape());
  Array y = Array::uninitialized(gate.shape());
  parallel_for(y.size(), kElementGrain, [&](int64_t first, int64_t last) {
    swiglu_row(gate.value().data() + first, up.value().data() + first, y.data() + first, last - first);
  });
  return make_node(kSwiglu, std::move(y), {gate, up}, [](Node& node) {
    const Tensor &g = node.parents[0], &u = node.parents[1];
    Array dgate = Array::uninitialized(g.shape()), dup = Array::uninitialized(u.shape());
    const Real *gv = g.value().data(), *uv = u.value().data(), *dy = node.grad.data();
    Real *dg = dgate.data(), *du = dup.data();
    parallel_for(dgate.size(), kElementGrain, [=](int64_t first, int64_t last) {
      swiglu_row_gradient(gv + first, uv + first, dy + first, dg + first, du + first, last - first);
    });
    g.accumulate(std::move(dgate));
    u.accumulate(std::move(dup));
  });
}

int64_t swiglu_width(int64_t channels, int64_t multiple) {
  if (channels < 1 || multiple < 1)
    fail("swiglu", "{} channels in multiples of {}: each must be 1 or more", channels, multiple);
  const int64_t width = 8 * channels / 3;
  return (width + multiple - 1) / multiple * multiple;
}

SwiGlu::SwiGlu(int64_t channels, int64_t width, int64_t layers, Random& random)
    : gate_proj(channels, width, /*with_bias=*/false, kGpt2Deviation, random),
      up_proj(channels, width, /*with_bias=*/false, kGpt2Deviation, random),
      down_proj(width, channels, /*with_bias=*/false, gpt2_residual_deviation(layers), random) {}

Tensor SwiGlu::operator()(const Tensor& x) const { return down_proj(swiglu(gate_proj(x), up_proj(x))); }

void SwiGlu::list(Parameters& parameters, const std::string& prefix) const {
  gate_proj.list(parameters, prefix + "gate_proj.");
  up_proj.list(parameters, prefix + "up_proj.");
  down_proj.list(parameters, prefix + "down_proj.");
}

}  // namespace p2g
