// No position may see a later one.
#pragma once

#include "nn/tensor.h"

namespace p2g {

// scores (…,T,T): −infinity where the column lies after the row, which softmax turns into 0.
Tensor causal_mask(const Tensor& scores);

}  // namespace p2g
