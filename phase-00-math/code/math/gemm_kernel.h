// The innermost part of the packed product: one small block of C, held in registers over the whole depth.
//
// Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication": panels of A and B are
// copied once into the order in which the kernel reads them, sized so that each stays in the cache it is read
// from.
#pragma once

#include <cstdint>

#include "math/simd.h"

namespace p2g::gemm {

// 12 × 2 vectors of sums, 2 of B and 1 of A fit the 32 registers of AVX-512; 6 × 2 the 16 of AVX2.
inline constexpr int kRows = simd::kBytes == 64 ? 12 : 6;
inline constexpr int kColumns = 2 * simd::kWidth;

// c (rows,columns) = or += a · b over `depth`, where a holds kRows numbers for each step of the depth, and b
// kColumns. rows ≤ kRows, columns ≤ kColumns; panels are filled up with zeros.
void kernel(int64_t depth, const Real* a, const Real* b, Real* c, int64_t ldc, int64_t rows, int64_t columns,
            bool accumulate);

// One panel: `count` rows or columns of an operand (≤ kRows or kColumns), `depth` steps deep. Neighbouring
// elements along the depth lie `depth_step` apart, neighbouring rows or columns `line_step`; one of them
// is 1.
void pack_rows(const Real* source, int64_t line_step, int64_t depth_step, int64_t count, int64_t depth,
               Real* panel);
void pack_columns(const Real* source, int64_t line_step, int64_t depth_step, int64_t count, int64_t depth,
                  Real* panel);

}  // namespace p2g::gemm
