#include <Eigen/Core>
#include <algorithm>

#include "math/matmul.h"
#include "math/threads.h"

namespace p2g {
namespace {

using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Stride = Eigen::OuterStride<>;
using Input = Eigen::Map<const Matrix, Eigen::Unaligned, Stride>;
using Output = Eigen::Map<Matrix, Eigen::Unaligned, Stride>;

template <typename A, typename B>
void assign(Output& c, const A& a, const B& b, bool accumulate) {
  if (accumulate)
    c.noalias() += a * b;
  else
    c.noalias() = a * b;
}

void whole(const Product& p) {
  const bool a_transposed = p.layout == Layout::tn || p.layout == Layout::tt;
  const bool b_transposed = p.layout == Layout::nt || p.layout == Layout::tt;
  const Input a(p.a, a_transposed ? p.K : p.M, a_transposed ? p.M : p.K, Stride(p.lda));
  const Input b(p.b, b_transposed ? p.N : p.K, b_transposed ? p.K : p.N, Stride(p.ldb));
  Output c(p.c, p.M, p.N, Stride(p.ldc));
  if (a_transposed && b_transposed)
    assign(c, a.transpose(), b.transpose(), p.accumulate);
  else if (a_transposed)
    assign(c, a.transpose(), b, p.accumulate);
  else if (b_transposed)
    assign(c, a, b.transpose(), p.accumulate);
  else
    assign(c, a, b, p.accumulate);
}

}  // namespace

// Eigen's product of one thread, over stripes of C: rows if there are more of them, else columns.
void matmul_eigen(const Product& p) {
  constexpr int64_t kStripe = 256;
  const bool by_rows = p.M >= p.N;
  parallel_for(by_rows ? p.M : p.N, kStripe, [&](int64_t first, int64_t last) {
    Product stripe = p;
    if (by_rows) {
      stripe.M = last - first;
      stripe.a += first * (p.layout == Layout::tn || p.layout == Layout::tt ? 1 : p.lda);
      stripe.c += first * p.ldc;
    } else {
      stripe.N = last - first;
      stripe.b += first * (p.layout == Layout::nt || p.layout == Layout::tt ? p.ldb : 1);
      stripe.c += first;
    }
    whole(stripe);
  });
}

}  // namespace p2g
