#include "attention/batched_product.h"

#include "math/error.h"
#include "math/matmul.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kBatched("attention", "batched_matmul"), kBatchedNt("attention", "batched_matmul_nt");

struct Sizes {
  int64_t batch, M, K, N;
};

Sizes check(const Op& op, const Tensor& a, const Tensor& b, bool b_turned) {
  const Shape &s = a.shape(), &t = b.shape();
  if (s.rank() < 2 || t.rank() != s.rank())
    fail(op.name, "a is {} and b {}: wanted the same number of dimensions, two or more", s.to_string(),
         t.to_string());
  for (int axis = 0; axis < s.rank() - 2; ++axis)
    if (s[axis] != t[axis])
      fail(op.name, "a is {} and b {}: leading dimensions differ", s.to_string(), t.to_string());
  const int64_t K = t[b_turned ? -1 : -2];
  if (s.last() != K)
    fail(op.name, "a is {} and b {}: inner sizes {} and {} differ. Is b transposed?", s.to_string(),
         t.to_string(), s.last(), K);
  const int64_t M = s[-2], N = t[b_turned ? -2 : -1];
  int64_t batch = 1;
  for (int axis = 0; axis < s.rank() - 2; ++axis) batch *= s[axis];
  return {batch, M, K, N};
}

// c = a·b, matrix by matrix; sizes are those of one product.
Array products(Layout layout, int64_t batch, int64_t M, int64_t N, int64_t K, const Array& a, const Array& b,
               const Shape& shape) {
  Array c = Array::uninitialized(shape);
  const int64_t lda = layout == Layout::tn ? M : K, ldb = layout == Layout::nt ? K : N;
  parallel_for(batch, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      matmul(
          {layout, M, N, K, a.data() + i * M * K, lda, b.data() + i * K * N, ldb, c.data() + i * M * N, N});
  });
  return c;
}

}  // namespace

Tensor batched_matmul(const Tensor& a, const Tensor& b) {
  const auto [batch, M, K, N] = check(kBatched, a, b, false);
  Array c = products(Layout::nn, batch, M, N, K, a.value(), b.value(), a.shape().with(-1, N));
  return make_node(kBatched, std::move(c), {a, b}, [=](Node& node) {
    const Tensor &left = node.parents[0], &right = node.parents[1];
    if (left.requires_grad())  // da = dc · bᵀ
      left.accumulate(products(Layout::nt, batch, M, K, N, node.grad, right.value(), left.shape()));
    if (right.requires_grad())  // db = aᵀ · dc
      right.accumulate(products(Layout::tn, batch, K, N, M, left.value(), node.grad, right.shape()));
  });
}

Tensor batched_matmul_nt(const Tensor& a, const Tensor& b) {
  const auto [batch, M, K, N] = check(kBatchedNt, a, b, true);
  Array c = products(Layout::nt, batch, M, N, K, a.value(), b.value(), a.shape().with(-1, N));
  return make_node(kBatchedNt, std::move(c), {a, b}, [=](Node& node) {
    const Tensor &left = node.parents[0], &right = node.parents[1];
    if (left.requires_grad())  // da = dc · b
      left.accumulate(products(Layout::nn, batch, M, K, N, node.grad, right.value(), left.shape()));
    if (right.requires_grad())  // db = dcᵀ · a
      right.accumulate(products(Layout::tn, batch, N, K, M, node.grad, left.value(), right.shape()));
  });
}

}  // namespace p2g
