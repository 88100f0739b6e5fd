// The tied head and its loss in one operation: logits = x·wteᵀ (Press and Wolf 2017), then cross-entropy.
#pragma once

#include "math/ids.h"
#include "nn/tensor.h"

namespace p2g {

// x (…,C), wte (V,C), targets (…) -> (). Equal to cross_entropy(matmul_nt(x, wte), targets), but the (BT,V)
// logits are held once: they turn into their own gradient in place.
Tensor head_cross_entropy(const Tensor& x, const Tensor& wte, const Ids& targets);

}  // namespace p2g
