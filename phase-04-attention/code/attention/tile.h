// What forward and backward share: the rows of one head, and a row of scores in whole vector registers.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/tile_product.h"
#include "math/numerics.h"
#include "math/simd.h"
#include "nn/dropout.h"

namespace p2g {

// Rows of one head inside larger arrays: row t of the queries is q + t·ldq, D numbers long; likewise the
// others.
struct HeadRows {
  const Real* q;
  const Real* k;
  const Real* v;
  Real* y;
  int64_t ldq, ldk, ldv, ldy;
  int64_t D;
};

// Drops weights while training: that of query i and key j by element first + i·T + j of the mask.
struct WeightDropout {
  DropoutMask mask;
  int64_t first, T;
};

}  // namespace p2g

namespace p2g::tile {

inline constexpr int64_t kSize = 64;  // queries, and keys, that are looked at together

inline int64_t whole_vectors(int64_t n) { return (n + simd::kWidth - 1) / simd::kWidth * simd::kWidth; }
inline Real score_scale(int64_t D) { return 1 / std::sqrt(static_cast<Real>(D)); }

// What a query may not see is −infinity, and its weight 0.
inline void hide(Real* row, int64_t seen, int64_t width) {
  if (seen < width)
    std::fill(row + std::max<int64_t>(0, seen), row + width, -std::numeric_limits<Real>::infinity());
}

inline Real highest(const Real* row, int64_t width) {
  const auto higher = [](const simd::Vector& a, const simd::Vector& b) -> simd::Vector {
    return b > a ? b : a;
  };
  simd::Vector best = simd::load(row);
  for (int64_t j = simd::kWidth; j < width; j += simd::kWidth) best = higher(best, simd::load(row + j));
  return simd::fold(best, higher);
}

// row = e^(row − shift)
inline void exponentials(Real* row, int64_t width, Real shift) {
  for (int64_t j = 0; j < width; j += simd::kWidth)
    for (int64_t lane = j; lane < j + simd::kWidth; ++lane) row[lane] = fast_exp(row[lane] - shift);
}

inline Real total(const Real* row, int64_t width) {
  simd::Vector all{};
  for (int64_t j = 0; j < width; j += simd::kWidth) all += simd::load(row + j);
  return simd::sum(all);
}

}  // namespace p2g::tile
