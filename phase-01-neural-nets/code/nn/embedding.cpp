#include "nn/embedding.h"

#include <algorithm>
#include <array>

#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kEmbedding("nn", "embedding");

Shape with_channels(const Shape& ids, int64_t C) {
  std::array<int64_t, Shape::kMaxRank> dims{};
  if (ids.rank() == Shape::kMaxRank) fail("embedding", "ids have {} axes: no room for another", ids.rank());
  for (int axis = 0; axis < ids.rank(); ++axis) dims[static_cast<size_t>(axis)] = ids[axis];
  dims[static_cast<size_t>(ids.rank())] = C;
  return Shape::of(dims.data(), ids.rank() + 1);
}

// dtable (V,C)[id] += dy, each thread over its own columns: two places may hold the same id.
void scatter_rows(const Ids& ids, const Array& dy, int64_t C, GradientSink sink, int64_t V) {
  const Real* g = dy.data();
  parallel_for(C, 128, [&](int64_t first, int64_t last) {
    if (!sink.add)
      for (int64_t row = 0; row < V; ++row)
        std::fill(sink.data + row * C + first, sink.data + row * C + last, Real(0));
    for (int64_t i = 0; i < ids.size(); ++i) {
      Real* row = sink.data + ids[i] * C;
      for (int64_t c = first; c < last; ++c) row[c] += g[i * C + c];
    }
  });
}

}  // namespace

Tensor embedding(const Ids& ids, const Tensor& table) {
  check_rank(kEmbedding.name, "the table", table.shape(), 2);
  const int64_t V = table.shape()[0], C = table.shape()[1];
  check_ids(kEmbedding.name, ids, V);
  Array y = Array::uninitialized(with_channels(ids.shape(), C));
  for (int64_t i = 0; i < ids.size(); ++i)
    std::copy_n(table.value().data() + ids[i] * C, C, y.data() + i * C);
  return make_node(kEmbedding, std::move(y), {table}, [ids, V, C](Node& node) {
    scatter_rows(ids, node.grad, C, node.parents[0].gradient_sink(), V);
  });
}

}  // namespace p2g
