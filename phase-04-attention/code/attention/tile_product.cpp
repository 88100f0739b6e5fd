#include "attention/tile_product.h"

#include <algorithm>
#include <array>
#include <utility>

#include "math/simd.h"

namespace p2g::tile {
namespace {

using namespace simd;
constexpr int64_t kAhead = 64;  // rows: the next tile is fetched while this one is copied

// R rows and V vectors of columns, held in registers over the whole depth.
template <bool kTurned, size_t R, size_t V>
void block(int64_t depth, const Real* a, int64_t lda, const Real* b, int64_t ldb, Real* c, int64_t ldc,
           bool accumulate) {
  Vector total[R][V]{};
  if (accumulate)
    for (size_t i = 0; i < R; ++i)
      for (size_t v = 0; v < V; ++v)
        total[i][v] = load(c + static_cast<int64_t>(i) * ldc + v * size_t{kWidth});
  for (int64_t k = 0; k < depth; ++k, a += kTurned ? lda : 1, b += ldb) {
    Vector right[V];
    for (size_t v = 0; v < V; ++v) right[v] = load(b + v * size_t{kWidth});
#pragma GCC unroll 8
    for (size_t i = 0; i < R; ++i) {
      const Vector left = broadcast(a[static_cast<int64_t>(i) * (kTurned ? 1 : lda)]);
#pragma GCC unroll 4
      for (size_t v = 0; v < V; ++v) total[i][v] += left * right[v];
    }
  }
  for (size_t i = 0; i < R; ++i)
    for (size_t v = 0; v < V; ++v) store(c + static_cast<int64_t>(i) * ldc + v * size_t{kWidth}, total[i][v]);
}

using Block = void (*)(int64_t, const Real*, int64_t, const Real*, int64_t, Real*, int64_t, bool);
template <bool kTurned, size_t V, size_t... R>
constexpr std::array<Block, sizeof...(R)> blocks(std::index_sequence<R...>) {
  return {block<kTurned, R + 1, V>...};
}
constexpr auto kRowCounts = std::make_index_sequence<kRows>{};
template <bool kTurned>
constexpr std::array<std::array<Block, kRows>, 2> kBlocks{blocks<kTurned, 1>(kRowCounts),
                                                          blocks<kTurned, 2>(kRowCounts)};

// Rows i … i + rows − 1 of C, with the part of the depth from `from` to `to`.
template <bool kTurned>
void row_block(const Product& p, int64_t i, int64_t rows, int64_t columns, int64_t from, int64_t to) {
  const Real* a = p.a + (kTurned ? i + from * p.lda : i * p.lda + from);
  const Real* b = p.b + from * p.ldb;
  for (int64_t j = 0; j < columns; j += 2 * kWidth) {
    const auto& table = kBlocks<kTurned>[columns - j > kWidth ? 1 : 0];
    table[static_cast<size_t>(rows - 1)](std::max<int64_t>(0, to - from), a, p.lda, b + j, p.ldb,
                                         p.c + i * p.ldc + j, p.ldc, p.accumulate);
  }
}

template <typename F>
void for_row_blocks(int64_t rows, F body) {
  for (int64_t i = 0; i < rows; i += kRows) body(i, std::min<int64_t>(kRows, rows - i));
}

}  // namespace

int64_t columns_of_row(int64_t i, int64_t lead, int64_t columns) {
  const int64_t seen = i / kRows * kRows + kRows + lead;
  return std::clamp<int64_t>((seen + kWidth - 1) / kWidth * kWidth, 0, columns);
}

void scores(const Product& p, int64_t lead) {
  for_row_blocks(p.rows, [&](int64_t i, int64_t rows) {
    row_block<false>(p, i, rows, columns_of_row(i, lead, p.columns), 0, p.depth);
  });
}

void weighed(const Product& p, int64_t lead) {
  for_row_blocks(p.rows, [&](int64_t i, int64_t rows) {
    row_block<false>(p, i, rows, p.columns, 0, std::min(p.depth, i + rows + lead));
  });
}

void weighed_turned(const Product& p, int64_t lead) {
  for_row_blocks(p.rows, [&](int64_t i, int64_t rows) {
    row_block<true>(p, i, rows, p.columns, std::max<int64_t>(0, i - lead), p.depth);
  });
}

void copy_rows(const Real* from, int64_t ld, int64_t count, int64_t D, Real factor, Real* to, int64_t width) {
  for (int64_t i = 0; i < count; ++i, from += ld, to += width) {
    for (int64_t d = 0; d < D; d += kWidth) __builtin_prefetch(from + kAhead * ld + d);
    for (int64_t d = 0; d < D; ++d) to[d] = from[d] * factor;
    std::fill(to + D, to + width, Real(0));
  }
}

void turn_rows(const Real* from, int64_t ld, int64_t count, int64_t D, Real* to, int64_t width) {
  for (int64_t i = 0; i < width; i += kWidth)
    for (int64_t d = 0; d < D; d += kWidth) {
      const int64_t numbers = std::min<int64_t>(kWidth, D - d);
      Vector square[kWidth];
      for (int64_t r = 0; r < kWidth; ++r) {
        const Real* row = from + (i + r) * ld + d;
        __builtin_prefetch(row + kAhead * ld);
        if (i + r >= count)
          square[r] = Vector{};
        else
          square[r] = numbers == kWidth ? load(row) : load_part(row, numbers);
      }
      transpose(square);
      for (int64_t r = 0; r < numbers; ++r) store(to + (d + r) * width + i, square[r]);
    }
}

}  // namespace p2g::tile
