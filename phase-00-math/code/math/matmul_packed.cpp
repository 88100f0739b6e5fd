#include <algorithm>

#include "math/gemm_kernel.h"
#include "math/matmul.h"
#include "math/threads.h"

namespace p2g {
namespace {

using gemm::kColumns;
using gemm::kRows;

// Blocks, as in Goto and van de Geijn: the depth keeps a panel of B in the first-level cache, the others keep
// the packed operands in the shared one.
constexpr int64_t kDepth = 256;
constexpr int64_t kRowBlock = 256 * kRows, kColumnBlock = 128 * kColumns;
// What one thread takes at a time, in panels.
constexpr int64_t kTileRows = 8, kTileColumns = 4;
constexpr int64_t kPackGrain = 16384;  // numbers a piece

int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Memory of this thread that only grows.
struct Scratch {
  Array storage;
  Real* of(int64_t count) {
    if (!storage.defined() || storage.size() < count) storage = Array::uninitialized({count});
    return storage.data();
  }
};

// One block of the product: rows from i, columns from j, depth from k.
struct Part {
  int64_t i, rows, j, columns, k, depth;
};

class Packed {
 public:
  explicit Packed(const Product& product) : p_(product) {
    const bool a_turned = p_.layout == Layout::tn || p_.layout == Layout::tt;
    const bool b_turned = p_.layout == Layout::nt || p_.layout == Layout::tt;
    a_row_ = a_turned ? 1 : p_.lda, a_depth_ = a_turned ? p_.lda : 1;
    b_column_ = b_turned ? p_.ldb : 1, b_depth_ = b_turned ? 1 : p_.ldb;
  }

  void run() {
    const int64_t depths = divide_up(p_.K, kDepth);
    const int64_t depth = divide_up(divide_up(p_.K, depths), 8) * 8;  // equal parts
    for (int64_t j = 0; j < p_.N; j += kColumnBlock)
      for (int64_t k = 0; k < p_.K; k += depth)
        for (int64_t i = 0; i < p_.M; i += kRowBlock) {
          const Part part{i, std::min(kRowBlock, p_.M - i), j, std::min(kColumnBlock, p_.N - j),
                          k, std::min(depth, p_.K - k)};
          pack(part, /*with_b=*/i == 0);
          multiply(part);
        }
  }

 private:
  void pack(const Part& part, bool with_b) {
    const int64_t row_panels = divide_up(part.rows, kRows);
    const int64_t column_panels = with_b ? divide_up(part.columns, kColumns) : 0;
    static thread_local Scratch a_scratch, b_scratch;
    a_ = a_scratch.of(row_panels * kRows * part.depth);
    if (with_b) b_ = b_scratch.of(column_panels * kColumns * part.depth);
    const int64_t grain = std::max<int64_t>(1, kPackGrain / (kRows * part.depth));
    parallel_for(row_panels + column_panels, grain, [&](int64_t first, int64_t last) {
      for (int64_t panel = first; panel < last; ++panel)
        if (panel < row_panels)
          pack_a(part, panel);
        else
          pack_b(part, panel - row_panels);
    });
  }

  void pack_a(const Part& part, int64_t panel) {
    const int64_t row = panel * kRows;
    gemm::pack_rows(p_.a + (part.i + row) * a_row_ + part.k * a_depth_, a_row_, a_depth_,
                    std::min<int64_t>(kRows, part.rows - row), part.depth, a_ + row * part.depth);
  }

  void pack_b(const Part& part, int64_t panel) {
    const int64_t column = panel * kColumns;
    gemm::pack_columns(p_.b + (part.j + column) * b_column_ + part.k * b_depth_, b_column_, b_depth_,
                       std::min<int64_t>(kColumns, part.columns - column), part.depth,
                       b_ + column * part.depth);
  }

  void multiply(const Part& part) {
    const int64_t row_tiles = divide_up(part.rows, kTileRows * kRows);
    const int64_t column_tiles = divide_up(part.columns, kTileColumns * kColumns);
    parallel_for(row_tiles * column_tiles, 1, [&](int64_t first, int64_t last) {
      for (int64_t tile = first; tile < last; ++tile)
        multiply_tile(part, tile % row_tiles * kTileRows * kRows, tile / row_tiles * kTileColumns * kColumns);
    });
  }

  void multiply_tile(const Part& part, int64_t row0, int64_t column0) {
    const int64_t row1 = std::min(part.rows, row0 + kTileRows * kRows);
    const int64_t column1 = std::min(part.columns, column0 + kTileColumns * kColumns);
    for (int64_t column = column0; column < column1; column += kColumns)
      for (int64_t row = row0; row < row1; row += kRows)
        gemm::kernel(part.depth, a_ + row * part.depth, b_ + column * part.depth,
                     p_.c + (part.i + row) * p_.ldc + part.j + column, p_.ldc,
                     std::min<int64_t>(kRows, row1 - row), std::min<int64_t>(kColumns, column1 - column),
                     p_.accumulate || part.k > 0);
  }

  const Product& p_;
  int64_t a_row_, a_depth_, b_column_, b_depth_;  // distances between neighbours
  Real* a_ = nullptr;                             // packed panels
  Real* b_ = nullptr;
};

}  // namespace

void matmul_packed(const Product& p) {
  if (p.K > 0) return Packed(p).run();
  if (!p.accumulate)
    for (int64_t i = 0; i < p.M; ++i) std::fill_n(p.c + i * p.ldc, p.N, Real(0));
}

}  // namespace p2g
