// Learned positions: row t of a table is added to every token at time t.
#pragma once

#include "nn/tensor.h"

namespace p2g {

// x (B,T,C), table (context,C) -> x + table[0…T). Throws if T is longer than the table.
Tensor add_positions(const Tensor& x, const Tensor& table);

}  // namespace p2g
