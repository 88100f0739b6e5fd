#include "attention/attend.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/tile.h"
#include "math/matmul.h"
#include "math/numerics.h"
#include "math/threads.h"

namespace p2g {
namespace {

// One query over all its keys at once: decoding.
void attend_one(const HeadRows& head, int64_t position) {
  const int64_t keys = position + 1;
  static thread_local Array scratch;
  if (!scratch.defined() || scratch.size() < keys) scratch = Array::uninitialized({2 * keys});
  Real* weights = scratch.data();
  const Real* q = head.q + position * head.ldq;
  matmul({Layout::nt, 1, keys, head.D, q, head.ldq, head.k, head.ldk, weights, keys});
  const Real factor = tile::score_scale(head.D);
  for (int64_t j = 0; j < keys; ++j) weights[j] *= factor;
  softmax_row(weights, weights, keys);
  matmul(
      {Layout::nn, 1, head.D, keys, weights, keys, head.v, head.ldv, head.y + position * head.ldy, head.D});
}

}  // namespace

void attend_tile(const HeadRows& head, int64_t first, int64_t rows, Real* logsumexp,
                 const WeightDropout* dropout) {
  using tile::kStride;
  const int64_t D = head.D;
  Real* y = head.y + first * head.ldy;
  alignas(64) Real weights[kAttendTile * kStride];
  Real highest[kAttendTile], total[kAttendTile];
  std::fill_n(highest, rows, -std::numeric_limits<Real>::infinity());
  std::fill_n(total, rows, Real(0));
  for (int64_t key = 0; key < first + rows; key += kAttendTile) {
    const int64_t keys = std::min(kAttendTile, first + rows - key);
    matmul({Layout::nt, rows, keys, D, head.q + first * head.ldq, head.ldq, head.k + key * head.ldk, head.ldk,
            weights, kStride});
    tile::scale_and_mask(weights, rows, keys, first - key, tile::score_scale(D));
    for (int64_t i = 0; i < rows; ++i) {
      Real* row = weights + i * kStride;
      const Real peak = std::max(highest[i], tile::highest(row));
      const Real shrink = fast_exp(highest[i] - peak);
      total[i] = total[i] * shrink + tile::exponentials(row, peak);
      highest[i] = peak;
      if (key > 0 && shrink != 1)
        for (int64_t d = 0; d < D; ++d) y[i * head.ldy + d] *= shrink;
      if (dropout != nullptr) tile::drop(row, keys, *dropout, first + i, key);
    }
    matmul({Layout::nn, rows, D, keys, weights, kStride, head.v + key * head.ldv, head.ldv, y, head.ldy,
            /*accumulate=*/key > 0});
  }
  for (int64_t i = 0; i < rows; ++i) {
    const Real inverse = 1 / total[i];
    for (int64_t d = 0; d < D; ++d) y[i * head.ldy + d] *= inverse;
    if (logsumexp != nullptr) logsumexp[first + i] = highest[i] + std::log(total[i]);
  }
}

void attend(const Real* q, int64_t ldq, const Real* keys, const Real* values, Real* y, int64_t n,
            int64_t past, int64_t heads, int64_t D) {
  const int64_t C = heads * D, tiles = (n + kAttendTile - 1) / kAttendTile;
  parallel_for(heads * tiles, 1, [&](int64_t begin, int64_t end) {
    for (int64_t piece = begin; piece < end; ++piece) {
      const int64_t h = piece % heads, first = (tiles - 1 - piece / heads) * kAttendTile;  // longest first
      // Positions count from the start of the cache; q and y hold only the new ones.
      const HeadRows head{
          q + h * D - past * ldq, keys + h * D, values + h * D, y + h * D - past * C, ldq, C, C, C, D};
      const int64_t rows = std::min(kAttendTile, n - first);
      if (rows == 1)
        attend_one(head, past + first);
      else
        attend_tile(head, past + first, rows);
    }
  });
}

}  // namespace p2g
