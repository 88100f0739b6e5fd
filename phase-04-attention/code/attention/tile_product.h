// Products of tiles that lie in the cache: A is read number by number, B and C by whole vectors, nothing is
// packed, and what the causal mask makes zero is left out.
#pragma once

#include <cstdint>

#include "math/simd.h"

namespace p2g::tile {

// A (rows,depth) or, turned, (depth,rows); B (depth,columns); C (rows,columns) = or += A·B.
// Rows of B and C are filled up to `columns`, whole vectors of kWidth numbers.
struct Product {
  int64_t rows, columns, depth;
  const Real* a;
  int64_t lda;
  const Real* b;
  int64_t ldb;
  Real* c;
  int64_t ldc;
  bool accumulate = false;
};

// Rows of C that are summed at once, with two vectors of columns: they fit the registers of AVX-512, or of
// AVX2.
inline constexpr int kRows = simd::kBytes == 64 ? 8 : 4;

// Row i of a tile of scores may see columns up to i + lead. The kernel works kRows rows at a time, so these
// are the columns that it computes for row i: beyond them a tile holds nothing.
int64_t columns_of_row(int64_t i, int64_t lead, int64_t columns);

void scores(const Product& p, int64_t lead);          // C is a tile of scores
void weighed(const Product& p, int64_t lead);         // A is one: 0 beyond i + lead
void weighed_turned(const Product& p, int64_t lead);  // A is one, turned: Aᵀ·B; lead a multiple of kRows

// Copies for B: `count` rows of D numbers -> (count,width) times factor, or turned, (D,width). The rest of
// the width is 0.
void copy_rows(const Real* from, int64_t ld, int64_t count, int64_t D, Real factor, Real* to, int64_t width);
void turn_rows(const Real* from, int64_t ld, int64_t count, int64_t D, Real* to, int64_t width);

}  // namespace p2g::tile
