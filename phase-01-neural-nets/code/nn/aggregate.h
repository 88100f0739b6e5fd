// Tensors to one number, and the same numbers in another shape.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor sum(const Tensor& x);   // -> ()
Tensor mean(const Tensor& x);  // -> ()
Tensor reshape(const Tensor& x, const Shape& shape);

}  // namespace p2g
