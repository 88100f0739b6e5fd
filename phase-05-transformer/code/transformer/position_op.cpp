#include <algorithm>

#include "math/error.h"
#include "math/threads.h"
#include "transformer/position.h"

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
    for (int64_t row = first; row < last; ++row)
      add_position(x.value().data(), table.value().data(), y.data(), row, T, C);
  });
  return make_node(kAddPositions, std::move(y), {x, table}, [B, T, C, context](Node& node) {
    if (node.parents[1].requires_grad()) {
      const GradientSink sink = node.parents[1].gradient_sink();
      if (!sink.add) std::fill_n(sink.data, context * C, Real(0));
      table_gradient(node.grad.data(), sink.data, B, T, C);
    }
    node.parents[0].accumulate(node.grad);
  });
}

}  // namespace p2g
