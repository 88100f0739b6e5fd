#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/lstm.h"
#include "sequence/time.h"

namespace p2g {

LstmState lstm_step_1997(const LstmLayer& layer, const Tensor& x, const LstmState& before) {
  const int64_t H = before.h.shape().last();
  const Tensor sums = linear(x, layer.w_x, layer.bias) + matmul(before.h, layer.w_h);  // (B,3H)
  const Tensor i = sigmoid(columns(sums, 0, H)), g = tanh(columns(sums, H, H)),
               o = sigmoid(columns(sums, 2 * H, H));
  const Tensor c = before.c + i * g;  // nothing is ever forgotten
  return {o * tanh(c), c};
}

}  // namespace p2g
