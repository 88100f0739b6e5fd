// Two vectors made one.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor beside(const Tensor& a, const Tensor& b);  // a (…,C), b (…,D) -> (…,C+D)

}  // namespace p2g
