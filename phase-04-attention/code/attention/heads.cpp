#include "attention/heads.h"

#include <algorithm>

#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kSplitHeads("attention", "split_heads"), kMergeHeads("attention", "merge_heads"),
    kSplitChannels("attention", "split_channels");

Array split(const Array& x, int64_t H) {
  const int64_t B = x.shape()[0], T = x.shape()[1], D = x.shape()[2] / H;
  Array y = Array::uninitialized({B, H, T, D});
  parallel_for(B * H, 1, [&](int64_t first, int64_t last) {
    for (int64_t bh = first; bh < last; ++bh)
      for (int64_t t = 0; t < T; ++t)
        std::copy_n(x.data() + ((bh / H * T + t) * H + bh % H) * D, D, y.data() + (bh * T + t) * D);
  });
  return y;
}

Array merge(const Array& x) {
  const int64_t B = x.shape()[0], H = x.shape()[1], T = x.shape()[2], D = x.shape()[3];
  Array y = Array::uninitialized({B, T, H * D});
  parallel_for(B * H, 1, [&](int64_t first, int64_t last) {
    for (int64_t bh = first; bh < last; ++bh)
      for (int64_t t = 0; t < T; ++t)
        std::copy_n(x.data() + (bh * T + t) * D, D, y.data() + ((bh / H * T + t) * H + bh % H) * D);
  });
  return y;
}

}  // namespace

Tensor split_heads(const Tensor& x, int64_t heads) {
  check_rank(kSplitHeads.name, "x", x.shape(), 3);
  if (heads < 1 || x.shape().last() % heads != 0)
    fail(kSplitHeads.name, "x is {}: its {} channels do not divide into {} heads", x.shape().to_string(),
         x.shape().last(), heads);
  return make_node(kSplitHeads, split(x.value(), heads), {x},
                   [](Node& node) { node.parents[0].accumulate(merge(node.grad)); });
}

Tensor merge_heads(const Tensor& x) {
  check_rank(kMergeHeads.name, "x", x.shape(), 4);
  return make_node(kMergeHeads, merge(x.value()), {x}, [heads = x.shape()[1]](Node& node) {
    node.parents[0].accumulate(split(node.grad, heads));
  });
}

Tensor split_channels(const Tensor& x, int64_t index, int64_t count) {
  if (x.shape().rank() < 1 || count < 1 || x.shape().last() % count != 0 || index < 0 || index >= count)
    fail(kSplitChannels.name, "part {} of {} of x {}: the last axis does not divide so", index, count,
         x.shape().to_string());
  const int64_t whole = x.shape().last(), part = whole / count, rows = x.shape().rows();
  Array y = Array::uninitialized(x.shape().with(-1, part));
  for (int64_t i = 0; i < rows; ++i)
    std::copy_n(x.value().data() + i * whole + index * part, part, y.data() + i * part);
  return make_node(kSplitChannels, std::move(y), {x}, [=](Node& node) {
    Array dx = Array::zeros(node.parents[0].shape());
    for (int64_t i = 0; i < rows; ++i)
      std::copy_n(node.grad.data() + i * part, part, dx.data() + i * whole + index * part);
    node.parents[0].accumulate(std::move(dx));
  });
}

}  // namespace p2g
