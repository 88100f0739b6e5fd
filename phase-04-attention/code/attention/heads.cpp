#include "attention/heads.h"

#include <algorithm>

#include "math/error.h"

namespace p2g {
namespace {

const Op kSplitHeads("attention", "split_heads"), kMergeHeads("attention", "merge_heads"),
    kSplitChannels("attention", "split_channels");

}  // namespace

Tensor split_heads(const Tensor& x, int64_t heads) {
  check_rank(kSplitHeads.name, "x", x.shape(), 3);
  if (heads < 1 || x.shape().last() % heads != 0)
    fail(kSplitHeads.name, "x is {}: its {} channels do not divide into {} heads", x.shape().to_string(),
         x.shape().last(), heads);
  return make_node(kSplitHeads, heads_apart(x.value(), heads), {x},
                   [](Node& node) { node.parents[0].accumulate(heads_together(node.grad)); });
}

Tensor merge_heads(const Tensor& x) {
  check_rank(kMergeHeads.name, "x", x.shape(), 4);
  return make_node(kMergeHeads, heads_together(x.value()), {x}, [heads = x.shape()[1]](Node& node) {
    node.parents[0].accumulate(heads_apart(node.grad, heads));
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
