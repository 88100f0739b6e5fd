#include "attention/rope.h"

#include "math/error.h"

namespace p2g {
namespace {

const Op kRope("attention", "rope");

Tensor rotated(const Tensor& x, const RopeRows& rows) {
  if (rows.D % 2 != 0)
    fail(kRope.name, "x has {} channels a head, wanted an even number: they turn in pairs", rows.D);
  if (rows.first < 0 || !(rows.base > 0))
    fail(kRope.name, "first is {} and base {}, wanted 0 or more, and more than 0", rows.first, rows.base);
  Array y = Array::uninitialized(x.shape());
  rotate_rows(rows, x.value().data(), y.data(), 1);
  return make_node(kRope, std::move(y), {x}, [rows](Node& node) {  // a rotation's inverse is its transpose
    Array dx = Array::uninitialized(node.grad.shape());
    rotate_rows(rows, node.grad.data(), dx.data(), -1);
    node.parents[0].accumulate(std::move(dx));
  });
}

}  // namespace

Tensor rope(const Tensor& x, int64_t first, double base, RopePairs pairs) {
  const Shape& s = x.shape();
  if (s.rank() != 4) fail(kRope.name, "x is {}, wanted (B,H,T,D)", s.to_string());
  return rotated(x, {s[0] * s[1] * s[2], s[3], s[2], 1, first, base, pairs});
}

Tensor rope_channels(const Tensor& x, int64_t heads, int64_t first, double base, RopePairs pairs) {
  const Shape& s = x.shape();
  if (s.rank() != 3 || heads < 1 || s[2] % heads != 0)
    fail(kRope.name, "x is {}, wanted (B,T,H·D) with H = {}", s.to_string(), heads);
  return rotated(x, {s[0] * s[1] * heads, s[2] / heads, s[1], heads, first, base, pairs});
}

}  // namespace p2g
