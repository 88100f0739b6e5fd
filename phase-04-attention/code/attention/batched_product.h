// One matrix product for every leading index.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor batched_matmul(const Tensor& a, const Tensor& b);     // (…,M,K) · (…,K,N) -> (…,M,N)
Tensor batched_matmul_nt(const Tensor& a, const Tensor& b);  // (…,M,K) · (…,N,K)ᵀ -> (…,M,N)

}  // namespace p2g
