// Matrix products: the one seam behind which the fastest product stands.
//
// All operands are row-major. With M rows and N columns in C, and K the inner size:
//   nn: A (M,K), B (K,N)     nt: A (M,K), B (N,K)     tn: A (K,M), B (K,N)     tt: A (K,M), B (N,K)
#pragma once

#include <cstdint>

#include "math/array.h"

namespace p2g {

enum class Layout { nn, nt, tn, tt };

// C = A·B, or C += A·B. The leading dimensions are distances between rows, for operands inside larger arrays.
struct Product {
  Layout layout;
  int64_t M, N, K;
  const Real* a;
  int64_t lda;
  const Real* b;
  int64_t ldb;
  Real* c;
  int64_t ldc;
  bool accumulate = false;
};

void matmul_naive(const Product& p);   // three loops, as the formula is written
void matmul_tiled(const Product& p);   // the same loops over blocks that fit the cache
void matmul_eigen(const Product& p);   // Eigen's
void matmul_packed(const Product& p);  // panels packed for vector registers, on all threads

// The fastest of them. P2G_MATMUL=naive|tiled|eigen|packed chooses another, to compare.
void matmul(const Product& p);
const char* matmul_name();

// The same with arrays: leading dimensions of `a` are flattened into rows.
Array matmul_nn(const Array& a, const Array& b);  // (…,K) · (K,N) -> (…,N)
Array matmul_nt(const Array& a, const Array& b);  // (…,K) · (N,K)ᵀ -> (…,N)
Array matmul_tn(const Array& a, const Array& b);  // (…,M)ᵀ · (…,N) -> (M,N), over the flattened rows
Array matmul_tt(const Array& a, const Array& b);  // (K,M)ᵀ · (N,K)ᵀ -> (M,N)

}  // namespace p2g
