#include <algorithm>

#include "math/matmul.h"

namespace p2g {
namespace {

constexpr int64_t kTile = 64;  // three tiles of floats are 48 KiB: what a first-level cache holds

// Where element (row, inner) of A lies, whichever way it is stored; B likewise.
struct Steps {
  int64_t a_row, a_inner, b_inner, b_column;
};

Steps steps_of(const Product& p) {
  const bool a_transposed = p.layout == Layout::tn || p.layout == Layout::tt;
  const bool b_transposed = p.layout == Layout::nt || p.layout == Layout::tt;
  return {a_transposed ? 1 : p.lda, a_transposed ? p.lda : 1, b_transposed ? 1 : p.ldb,
          b_transposed ? p.ldb : 1};
}

// One tile of C takes in one tile of A and one of B. The innermost loop runs along rows of C.
void add_tile(const Product& p, const Steps& s, int64_t i0, int64_t j0, int64_t k0) {
  const int64_t i1 = std::min(p.M, i0 + kTile), j1 = std::min(p.N, j0 + kTile),
                k1 = std::min(p.K, k0 + kTile);
  for (int64_t i = i0; i < i1; ++i)
    for (int64_t k = k0; k < k1; ++k) {
      const Real a = p.a[i * s.a_row + k * s.a_inner];
      for (int64_t j = j0; j < j1; ++j) p.c[i * p.ldc + j] += a * p.b[k * s.b_inner + j * s.b_column];
    }
}

}  // namespace

void matmul_tiled(const Product& p) {
  const Steps steps = steps_of(p);
  if (!p.accumulate)
    for (int64_t i = 0; i < p.M; ++i) std::fill_n(p.c + i * p.ldc, p.N, Real(0));
  for (int64_t i = 0; i < p.M; i += kTile)
    for (int64_t k = 0; k < p.K; k += kTile)
      for (int64_t j = 0; j < p.N; j += kTile) add_tile(p, steps, i, j, k);
}

}  // namespace p2g
