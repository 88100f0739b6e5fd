#include "exercises/not_written.h"
#include "math/matmul.h"

namespace p2g {

// C = A·B, or C += A·B if p.accumulate. C is (M,N) and the inner size is K:
//   C(i,j) = Σ over k of A(i,k)·B(k,j), and C(i,j) is p.c[i * p.ldc + j]
// Layout says how A and B are stored:  nn: A (M,K), B (K,N)    nt: A (M,K), B (N,K)
//                                      tn: A (K,M), B (K,N)    tt: A (K,M), B (N,K)
void matmul_naive(const Product& /*p*/) { not_written("matmul_naive"); }

}  // namespace p2g
