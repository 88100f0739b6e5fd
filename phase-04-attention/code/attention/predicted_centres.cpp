#include <algorithm>

#include "attention/local_window.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/product.h"

namespace p2g {

Tensor predicted_centres(const Tensor& q, const Tensor& w, const Tensor& v, const Array& mask) {
  const int64_t B = q.shape()[0], T = q.shape()[1], S = mask.shape().last();
  const Tensor share = sigmoid(reshape(matmul(tanh(matmul(q, w)), v), {B, T}));
  Array lengths = Array::zeros({B, T});
  for (int64_t i = 0; i < B * T; ++i)
    for (int64_t s = 0; s < S; ++s) lengths[i] += mask[i / T * S + s];
  return share * Tensor::constant(lengths);
}

}  // namespace p2g
