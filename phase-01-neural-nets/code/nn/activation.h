// Functions of one number, applied to every element.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor relu(const Tensor& x);
Tensor tanh(const Tensor& x);
Tensor sigmoid(const Tensor& x);
Tensor exp(const Tensor& x);
Tensor log(const Tensor& x);

}  // namespace p2g
