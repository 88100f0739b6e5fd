// Every query with every key.
#pragma once

#include "nn/tensor.h"

namespace p2g {

// queries (B,T,A), keys (B,S,A) -> (B,T,S,A): queries[b,t] + keys[b,s].
Tensor pair_sums(const Tensor& queries, const Tensor& keys);

}  // namespace p2g
