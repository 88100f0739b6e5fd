// Learned positions: row t of a table is added to every token at time t.
#pragma once

#include "nn/tensor.h"

namespace p2g {

// x (B,T,C), table (context,C) -> x + table[0…T). Throws if T is longer than the table.
Tensor add_positions(const Tensor& x, const Tensor& table);

// Row `row` of the B·T rows of x and y: y = x + the table's row of its time.
void add_position(const Real* x, const Real* table, Real* y, int64_t row, int64_t T, int64_t C);
// dtable (T,C) += Σ over B of dy (B,T,C)
void table_gradient(const Real* dy, Real* dtable, int64_t B, int64_t T, int64_t C);

}  // namespace p2g
