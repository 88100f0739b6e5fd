#include "sequence/panels.h"

#include <algorithm>

#include "math/threads.h"

namespace p2g {
namespace {

constexpr int64_t kDepth = 256;        // of one panel's part that stays in the first-level cache
constexpr int64_t kPackGrain = 16384;  // numbers a piece

int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

}  // namespace

Panels::Panels(const Real* b, int64_t count, int64_t matrix_step, int64_t column_step, int64_t depth_step,
               int64_t K, int64_t N)
    : K_(K),
      N_(N),
      groups_(divide_up(N, kWidth)),
      packed_(Array::uninitialized({count, divide_up(N, kWidth), K, kWidth})) {
  parallel_for(count * groups_, std::max<int64_t>(1, kPackGrain / (K * kWidth)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t i = begin; i < end; ++i) {
                   const int64_t m = i / groups_, group = i % groups_;
                   gemm::pack_columns(b + m * matrix_step + first(group) * column_step, column_step,
                                      depth_step, width(group), K, packed_.data() + i * K * kWidth);
                 }
               });
}

int64_t Panels::width(int64_t group) const { return std::min(kWidth, N_ - first(group)); }

void Panels::multiply(int64_t rows, const Real* a, int64_t m, int64_t group, Real* c, int64_t ldc) const {
  const Real* b = packed_.data() + (m * groups_ + group) * K_ * kWidth;
  for (int64_t k = 0; k < K_; k += kDepth)
    for (int64_t row = 0; row < rows; row += gemm::kRows)
      gemm::kernel(std::min(kDepth, K_ - k), a + row * K_ + k * gemm::kRows, b + k * kWidth, c + row * ldc,
                   ldc, std::min<int64_t>(gemm::kRows, rows - row), width(group), /*accumulate=*/true);
}

RowPanels::RowPanels(int64_t rows, int64_t K)
    : rows_(rows), K_(K), packed_(Array::uninitialized({divide_up(rows, gemm::kRows) * gemm::kRows, K})) {}

void RowPanels::put(const Real* from, int64_t row_step, int64_t first, int64_t count) {
  for (int64_t row = 0; row < rows_; row += gemm::kRows)
    gemm::pack_rows(from + row * row_step, row_step, 1, std::min<int64_t>(gemm::kRows, rows_ - row), count,
                    packed_.data() + row * K_ + first * gemm::kRows);
}

}  // namespace p2g
