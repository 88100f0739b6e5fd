#include "math/matmul.h"

namespace p2g {

void matmul_naive(const Product& p) {
  const bool a_transposed = p.layout == Layout::tn || p.layout == Layout::tt;
  const bool b_transposed = p.layout == Layout::nt || p.layout == Layout::tt;
  for (int64_t i = 0; i < p.M; ++i)
    for (int64_t j = 0; j < p.N; ++j) {
      Real sum = p.accumulate ? p.c[i * p.ldc + j] : Real(0);
      for (int64_t k = 0; k < p.K; ++k) {
        const Real a = a_transposed ? p.a[k * p.lda + i] : p.a[i * p.lda + k];
        const Real b = b_transposed ? p.b[j * p.ldb + k] : p.b[k * p.ldb + j];
        sum += a * b;
      }
      p.c[i * p.ldc + j] = sum;
    }
}

}  // namespace p2g
