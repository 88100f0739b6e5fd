// A product whose right side stays the same from step to step: packed once, multiplied by all T of them.
#pragma once

#include "math/array.h"
#include "math/gemm_kernel.h"

namespace p2g {

// Units are taken in groups of one panel's width; group p is columns p·kWidth … of a matrix (K,N).
class Panels {
 public:
  static constexpr int64_t kWidth = gemm::kColumns;

  // Element (k, n) of matrix m of `count` is at b[m·matrix_step + n·column_step + k·depth_step], one of the
  // last two being 1.
  Panels(const Real* b, int64_t count, int64_t matrix_step, int64_t column_step, int64_t depth_step,
         int64_t K, int64_t N);

  int64_t groups() const { return groups_; }
  int64_t first(int64_t group) const { return group * kWidth; }
  int64_t width(int64_t group) const;  // the last may be narrower

  // c (rows,width) += a (rows,K) · the columns of this group of matrix m. a is packed by RowPanels.
  void multiply(int64_t rows, const Real* a, int64_t m, int64_t group, Real* c, int64_t ldc) const;

 private:
  int64_t K_, N_, groups_;
  Array packed_;
};

// The left side, (rows,K), packed piece by piece as its columns become known.
class RowPanels {
 public:
  RowPanels(int64_t rows, int64_t K);
  // Columns first … first+count−1, from a matrix whose column `first` begins at `from`.
  void put(const Real* from, int64_t row_step, int64_t first, int64_t count);
  const Real* data() const { return packed_.data(); }

 private:
  int64_t rows_, K_;
  Array packed_;
};

}  // namespace p2g
