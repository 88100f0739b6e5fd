#include "transformer/position.h"

namespace p2g {

// Row `row` of the B·T rows of x: y = x + the table's row of its time. Sequences lie behind each other.
void add_position(const Real* x, const Real* table, Real* y, int64_t row, int64_t T, int64_t C) {
  const int64_t time = row % T;
  for (int64_t c = 0; c < C; ++c) y[row * C + c] = x[row * C + c] + table[time * C + c];
}

// dtable (T,C) += Σ over B of dy (B,T,C)
void table_gradient(const Real* dy, Real* dtable, int64_t B, int64_t T, int64_t C) {
  for (int64_t b = 0; b < B; ++b)
    for (int64_t i = 0; i < T * C; ++i) dtable[i] += dy[b * T * C + i];
}

}  // namespace p2g
