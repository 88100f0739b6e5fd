#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/rnn.h"

namespace p2g {

Tensor rnn_step(const RnnLayer& layer, const Tensor& x, const Tensor& h) {
  const Tensor sum = linear(x, layer.w_x, layer.bias) + matmul(h, layer.w_h);
  return layer.f == Recurrence::tanh ? tanh(sum) : sigmoid(sum);
}

}  // namespace p2g
