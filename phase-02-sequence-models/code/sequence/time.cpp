#include "sequence/time.h"

#include <algorithm>

#include "math/elementwise.h"
#include "math/error.h"

namespace p2g {
namespace {

const Op kTimes("sequence", "times"), kStack("sequence", "stack"), kColumns("sequence", "columns"),
    kCarry("sequence", "carry");

// The gradient of `x`, ready to be added to: zeros, if nothing has been written yet.
Real* sum_into(const Tensor& x) {
  const GradientSink sink = x.gradient_sink();
  if (!sink.add) std::fill_n(sink.data, x.shape().size(), Real(0));
  return sink.data;
}

void add_to(Real* to, const Real* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] += from[i];
}

// Shares the memory of x. On the way back, all but this part of the gradient is zero.
Tensor part(const Tensor& x, int64_t first, int64_t count, const Shape& shape) {
  const Array y = x.value().slice(first, count).reshaped(shape);
  const int64_t start = y.data() - x.value().data();
  return make_node(kTimes, y, {x}, [start](Node& node) {
    if (!node.parents[0].requires_grad()) return;
    const GradientSink dx = node.parents[0].gradient_sink();
    const int64_t size = node.parents[0].shape().size(), end = start + node.grad.size();
    if (dx.add) return add_to(dx.data + start, node.grad.data(), node.grad.size());
    std::fill_n(dx.data, start, Real(0));
    std::copy_n(node.grad.data(), node.grad.size(), dx.data + start);
    std::fill_n(dx.data + end, size - end, Real(0));
  });
}

}  // namespace

Tensor at_time(const Tensor& x, int64_t t) {
  check_rank("at_time", "x", x.shape(), 3);
  if (t < 0 || t >= x.shape()[0]) fail("at_time", "x is {}: there is no time {}", x.shape().to_string(), t);
  return part(x, t, 1, {x.shape()[1], x.shape()[2]});
}

Tensor times(const Tensor& x, int64_t first, int64_t count) {
  if (first < 0 || count < 1 || first + count > x.shape()[0])
    fail("times", "x is {}: there are no times {} to {}", x.shape().to_string(), first, first + count - 1);
  return part(x, first, count, x.shape().with(0, count));
}

Tensor stack(const std::vector<Tensor>& steps) {
  if (steps.empty()) fail("stack", "got no steps, wanted one or more");
  const Shape one = steps[0].shape();
  check_rank("stack", "a step", one, 2);
  Array y = Array::uninitialized({static_cast<int64_t>(steps.size()), one[0], one[1]});
  for (size_t t = 0; t < steps.size(); ++t) {
    check_shape("stack", "a step", steps[t].shape(), one);
    std::copy_n(steps[t].value().data(), one.size(), y.data() + static_cast<int64_t>(t) * one.size());
  }
  return make_node(kStack, std::move(y), steps, [](Node& node) {
    for (size_t t = 0; t < node.parents.size(); ++t) {
      const Tensor& step = node.parents[t];
      if (step.requires_grad())
        step.accumulate(node.grad.slice(static_cast<int64_t>(t), 1).reshaped(step.shape()));
    }
  });
}

Tensor columns(const Tensor& x, int64_t first, int64_t count) {
  const int64_t C = x.shape().last(), rows = x.shape().rows();
  if (first < 0 || count < 1 || first + count > C)
    fail("columns", "x is {}: there are no columns {} to {}", x.shape().to_string(), first,
         first + count - 1);
  Array y = Array::uninitialized(x.shape().with(-1, count));
  for (int64_t i = 0; i < rows; ++i)
    std::copy_n(x.value().data() + i * C + first, count, y.data() + i * count);
  return make_node(kColumns, std::move(y), {x}, [=](Node& node) {
    if (!node.parents[0].requires_grad()) return;
    Real* dx = sum_into(node.parents[0]);
    for (int64_t i = 0; i < rows; ++i) add_to(dx + i * C + first, node.grad.data() + i * count, count);
  });
}

Tensor carry(const Tensor& now, const Tensor& before, const Array& mask) {
  check_rank("carry", "now", now.shape(), 2);
  check_shape("carry", "before", before.shape(), now.shape());
  check_shape("carry", "the mask", mask.shape(), {now.shape()[0]});
  const int64_t B = now.shape()[0], C = now.shape()[1];
  Array y = Array::uninitialized(now.shape());
  for (int64_t b = 0; b < B; ++b)
    std::copy_n((mask[b] != 0 ? now : before).value().data() + b * C, C, y.data() + b * C);
  return make_node(kCarry, std::move(y), {now, before}, [mask, B, C](Node& node) {
    for (const int which : {0, 1}) {
      const Tensor& parent = node.parents[static_cast<size_t>(which)];
      if (!parent.requires_grad()) continue;
      Real* d = sum_into(parent);
      for (int64_t b = 0; b < B; ++b)
        if ((mask[b] != 0) == (which == 0)) add_to(d + b * C, node.grad.data() + b * C, C);
    }
  });
}

Array mask_at(const Array& mask, int64_t t) { return mask.slice(t, 1).reshaped({mask.shape()[1]}); }

void check_mask(const char* who, const Array& mask, const Shape& x) {
  check_shape(who, "the mask", mask.shape(), {x[0], x[1]});
}

Array picked(const Array& rows, const std::vector<size_t>& from) {
  const int64_t size = rows.size() / rows.shape()[0];
  Array all = Array::uninitialized(rows.shape().with(0, std::ssize(from)));
  for (size_t i = 0; i < from.size(); ++i)
    std::copy_n(rows.data() + static_cast<int64_t>(from[i]) * size, size,
                all.data() + static_cast<int64_t>(i) * size);
  return all;
}

}  // namespace p2g
