#include "transformer/position.h"

#include <algorithm>

#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kAddPositions("transformer", "add_positions");

}  // namespace

Tensor add_positions(const Tensor& x, const Tensor& table) {
  check_rank(kAddPositions.name, "x", x.shape(), 3);
  check_rank(kAddPositions.name, "the table", table.shape(), 2);
  const int64_t B = x.shape()[0], T = x.shape()[1], C = x.shape()[2], context = table.shape()[0];
  if (T > context || table.shape()[1] != C)
    fail(kAddPositions.name,
         "x is {} but the table of positions is {}: a sequence may have {} tokens at most",
         x.shape().to_string(), table.shape().to_string(), context);
  Array y = Array::uninitialized(x.shape());
  parallel_for(B * T, 16, [&](int64_t first, int64_t last) {
    for (int64_t row = first; row < last; ++row) {
      const Real *in = x.value().data() + row * C, *position = table.value().data() + row % T * C;
      for (int64_t c = 0; c < C; ++c) y.data()[row * C + c] = in[c] + position[c];
    }
  });
  return make_node(kAddPositions, std::move(y), {x, table}, [B, T, C, context](Node& node) {
    if (node.parents[1].requires_grad()) {  // dtable (T,C) += Σ over B of dy (B,T,C)
      const GradientSink sink = node.parents[1].gradient_sink();
      if (!sink.add) std::fill_n(sink.data, context * C, Real(0));
      for (int64_t b = 0; b < B; ++b)
        for (int64_t i = 0; i < T * C; ++i) sink.data[i] += node.grad.data()[b * T * C + i];
    }
    node.parents[0].accumulate(node.grad);
  });
}

}  // namespace p2g
