#include "math/gemm_kernel.h"

#include <algorithm>
#include <array>
#include <utility>

namespace p2g::gemm {
namespace {

using namespace simd;

// Unrolled, so that the sums never leave their registers.
template <size_t R, size_t V>
inline __attribute__((always_inline)) void put(const Vector (&total)[R][V], Real* c, int64_t ldc,
                                               bool accumulate) {
#pragma GCC unroll 12
  for (size_t i = 0; i < R; ++i, c += ldc)
#pragma GCC unroll 2
    for (size_t v = 0; v < V; ++v) {
      Real* to = c + v * size_t{kWidth};
      store(to, accumulate ? load(to) + total[i][v] : total[i][v]);
    }
}

// R rows and V vectors of columns.
template <size_t R, size_t V>
void block(int64_t depth, const Real* a, const Real* b, Real* c, int64_t ldc, int64_t columns,
           bool accumulate) {
  Vector total[R][V]{};
  for (int64_t k = 0; k < depth; ++k, a += kRows, b += kColumns) {
    Vector right[V];
    for (size_t v = 0; v < V; ++v) right[v] = load(b + v * size_t{kWidth});
#pragma GCC unroll 12
    for (size_t i = 0; i < R; ++i) {
      const Vector left = broadcast(a[i]);
#pragma GCC unroll 2
      for (size_t v = 0; v < V; ++v) total[i][v] += left * right[v];
    }
  }
  if (columns == static_cast<int64_t>(V) * kWidth) {
    if (accumulate)
      put(total, c, ldc, true);
    else
      put(total, c, ldc, false);
    return;
  }
  Real edge[R * V * kWidth];  // the last columns of C: only some of the lanes are its own
  put(total, edge, static_cast<int64_t>(V) * kWidth, false);
  for (size_t i = 0; i < R; ++i)
    for (int64_t j = 0; j < columns; ++j) {
      Real& to = c[static_cast<int64_t>(i) * ldc + j];
      to = (accumulate ? to : Real(0)) + edge[i * V * kWidth + static_cast<size_t>(j)];
    }
}

using Block = void (*)(int64_t, const Real*, const Real*, Real*, int64_t, int64_t, bool);
template <size_t V, size_t... R>
constexpr std::array<Block, sizeof...(R)> blocks(std::index_sequence<R...>) {
  return {block<R + 1, V>...};
}
constexpr auto kRowCounts = std::make_index_sequence<kRows>{};
constexpr auto kNarrow = blocks<1>(kRowCounts), kWide = blocks<2>(kRowCounts);

// Lines lie along the panel already: copies.
template <int kSize>
void copy_lines(const Real* source, int64_t depth_step, int64_t count, int64_t depth, Real* panel) {
  for (int64_t k = 0; k < depth; ++k, panel += kSize, source += depth_step) {
    if (count == kSize) {
      std::memcpy(panel, source, kSize * sizeof(Real));
    } else {
      std::copy_n(source, count, panel);
      std::fill(panel + count, panel + kSize, Real(0));
    }
  }
}

// Up to kWidth lines from `base` on, turned square by square into steps of the depth.
template <int kSize, int kBase>
void turn_lines(const Real* source, int64_t line_step, int64_t count, int64_t depth, Real* panel) {
  constexpr int kGroup = std::min(kWidth, kSize - kBase);
  for (int64_t k = 0; k < depth; k += kWidth) {
    const int64_t steps = std::min<int64_t>(kWidth, depth - k);
    Vector square[kWidth];
    for (int i = 0; i < kWidth; ++i) {
      const Real* line = source + (kBase + i) * line_step + k;
      if (i >= kGroup || kBase + i >= count)
        square[i] = Vector{};
      else
        square[i] = steps == kWidth ? load(line) : load_part(line, steps);
    }
    transpose(square);
    for (int64_t step = 0; step < steps; ++step)
      std::memcpy(panel + (k + step) * kSize + kBase, &square[step], kGroup * sizeof(Real));
  }
  if constexpr (kBase + kWidth < kSize)
    turn_lines<kSize, kBase + kWidth>(source, line_step, count, depth, panel);
}

template <int kSize>
void pack(const Real* source, int64_t line_step, int64_t depth_step, int64_t count, int64_t depth,
          Real* panel) {
  if (line_step == 1)
    copy_lines<kSize>(source, depth_step, count, depth, panel);
  else
    turn_lines<kSize, 0>(source, line_step, count, depth, panel);
}

}  // namespace

void kernel(int64_t depth, const Real* a, const Real* b, Real* c, int64_t ldc, int64_t rows, int64_t columns,
            bool accumulate) {
  const auto& table = columns <= kWidth ? kNarrow : kWide;
  table[static_cast<size_t>(rows - 1)](depth, a, b, c, ldc, columns, accumulate);
}

void pack_rows(const Real* source, int64_t line_step, int64_t depth_step, int64_t count, int64_t depth,
               Real* panel) {
  pack<kRows>(source, line_step, depth_step, count, depth, panel);
}

void pack_columns(const Real* source, int64_t line_step, int64_t depth_step, int64_t count, int64_t depth,
                  Real* panel) {
  pack<kColumns>(source, line_step, depth_step, count, depth, panel);
}

}  // namespace p2g::gemm
