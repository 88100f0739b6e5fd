// Rows of one tile of scores, in whole vector registers: columns beyond the last key hold −infinity, then 0.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/attend.h"
#include "math/numerics.h"
#include "math/simd.h"

namespace p2g::tile {

inline constexpr int64_t kStride = kAttendTile;

inline Real score_scale(int64_t D) { return 1 / std::sqrt(static_cast<Real>(D)); }

// Query i of the tile may see keys up to i + lead.
inline void scale_and_mask(Real* scores, int64_t rows, int64_t keys, int64_t lead, Real factor) {
  for (int64_t i = 0; i < rows; ++i) {
    Real* row = scores + i * kStride;
    const int64_t seen = std::clamp<int64_t>(i + lead + 1, 0, keys);
    for (int64_t j = 0; j < kStride; ++j) row[j] *= factor;
    std::fill(row + seen, row + kStride, -std::numeric_limits<Real>::infinity());
  }
}

inline Real highest(const Real* row) {
  simd::Vector best = simd::load(row);
  for (int64_t j = simd::kWidth; j < kStride; j += simd::kWidth) {
    const simd::Vector next = simd::load(row + j);
    best = next > best ? next : best;
  }
  Real result = best[0];
  for (int i = 1; i < simd::kWidth; ++i) result = std::max(result, best[i]);
  return result;
}

// row = e^(row − shift); returns the sum.
inline Real exponentials(Real* row, Real shift) {
  for (int64_t j = 0; j < kStride; ++j) row[j] = fast_exp(row[j] - shift);
  simd::Vector total{};
  for (int64_t j = 0; j < kStride; j += simd::kWidth) total += simd::load(row + j);
  return simd::sum(total);
}

inline void drop(Real* row, int64_t keys, const WeightDropout& dropout, int64_t query, int64_t first_key) {
  const int64_t base = dropout.first + query * dropout.T + first_key;
  for (int64_t j = 0; j < keys; ++j) row[j] *= dropout.mask(base + j);
}

}  // namespace p2g::tile
