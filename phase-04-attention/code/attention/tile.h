// What forward and backward share: the rows of one head, and a row of scores in whole vector registers.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/reach.h"
#include "attention/tile_product.h"
#include "math/numerics.h"
#include "math/simd.h"
#include "nn/dropout.h"

namespace p2g {

// Rows of one head inside larger arrays: query i is q + i·ldq, D numbers long; likewise the others.
struct HeadRows {
  const Real* q;
  const Real* k;
  const Real* v;
  Real* y;
  int64_t ldq, ldk, ldv, ldy;
  int64_t D;
  Reach reach;
};

// Drops weights while training: that of query i and key j by element first + i·Tk + j of the mask.
struct WeightDropout {
  DropoutMask mask;
  int64_t first, Tk;
};

}  // namespace p2g

namespace p2g::tile {

inline constexpr int64_t kSize = 64;  // queries, and keys, that are looked at together

inline int64_t whole_vectors(int64_t n) { return (n + simd::kWidth - 1) / simd::kWidth * simd::kWidth; }
inline Real score_scale(int64_t D) { return 1 / std::sqrt(static_cast<Real>(D)); }

// The keys of a tile, from `key` on, that query i sees: columns begin … end − 1 of its row of scores.
struct Columns {
  int64_t begin, end;
};
inline Columns columns_seen(const Reach& reach, int64_t i, int64_t key, int64_t keys) {
  return {std::max<int64_t>(0, reach.first(i) - key), std::min(keys, reach.end(i) - key)};
}

// Does any of the queries `first` … `last` see one of the keys?
inline bool sees(const Reach& reach, int64_t first, int64_t last, int64_t key, int64_t keys) {
  return reach.first(first) < key + keys && reach.end(last) > key;
}

// Does each of them see a whole tile of keys? Then its rows need no looking after.
inline bool sees_all(const Reach& reach, int64_t first, int64_t last, int64_t key, int64_t keys) {
  return keys == kSize && reach.first(last) <= key && reach.end(first) >= key + keys;
}

// The tile of keys that a tile of queries sees first.
inline int64_t first_tile(const Reach& reach, int64_t query) { return reach.first(query) / kSize * kSize; }

// In a tile of scores, row i may see columns up to i + lead and is computed no further (tile_product.h):
// rounded up, since whole blocks of rows are computed together.
inline int64_t lead_of(const Reach& reach, int64_t query, int64_t key) {
  const int64_t lead = reach.causal ? query + reach.past - key : kSize;
  return lead + (-lead & (kRows - 1));
}

inline constexpr Columns kWholeRow{0, kSize};

// What a query does not see is −infinity, and its weight 0. Returns false, with weights of 0, if it sees
// nothing.
inline bool hide(Real* row, const Columns& seen, int64_t width) {
  if (seen.begin >= seen.end) {
    std::fill(row, row + width, Real(0));
    return false;
  }
  constexpr Real hidden = -std::numeric_limits<Real>::infinity();
  std::fill(row, row + seen.begin, hidden);
  std::fill(row + seen.end, row + std::max(seen.end, width), hidden);
  return true;
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
