// Rows of a table, picked by ids.
#pragma once

#include "math/ids.h"
#include "nn/tensor.h"

namespace p2g {

// ids (…), table (V,C) -> (…,C). An id outside the table throws.
Tensor embedding(const Ids& ids, const Tensor& table);

}  // namespace p2g
