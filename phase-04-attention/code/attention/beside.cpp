#include "attention/beside.h"

#include <algorithm>

#include "math/error.h"

namespace p2g {
namespace {

const Op kBeside("attention", "beside");

// The part of dy (…,width) that begins at `first`, for x.
void send(const Array& dy, int64_t first, const Tensor& x) {
  if (!x.requires_grad()) return;
  const int64_t width = dy.shape().last(), C = x.shape().last(), rows = dy.shape().rows();
  const GradientSink dx = x.gradient_sink();
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t c = 0; c < C; ++c) {
      const Real g = dy[i * width + first + c];
      dx.data[i * C + c] = dx.add ? dx.data[i * C + c] + g : g;
    }
}

}  // namespace

Tensor beside(const Tensor& a, const Tensor& b) {
  const int64_t C = a.shape().last(), D = b.shape().last(), rows = a.shape().rows();
  check_shape(kBeside.name, "b", b.shape(), a.shape().with(-1, D));
  Array y = Array::uninitialized(a.shape().with(-1, C + D));
  for (int64_t i = 0; i < rows; ++i) {
    std::copy_n(a.value().data() + i * C, C, y.data() + i * (C + D));
    std::copy_n(b.value().data() + i * D, D, y.data() + i * (C + D) + C);
  }
  return make_node(kBeside, std::move(y), {a, b}, [C](Node& node) {
    send(node.grad, 0, node.parents[0]);
    send(node.grad, C, node.parents[1]);
  });
}

}  // namespace p2g
