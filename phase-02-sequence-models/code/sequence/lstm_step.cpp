#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/lstm.h"
#include "sequence/time.h"

namespace p2g {

LstmState lstm_step(const LstmLayer& layer, const Tensor& x, const LstmState& before) {
  const int64_t H = before.h.shape().last();
  const Tensor sums = linear(x, layer.w_x, layer.bias) + matmul(before.h, layer.w_h);  // (B,4H)
  const Tensor i = sigmoid(columns(sums, 0, H)), f = sigmoid(columns(sums, H, H)),
               g = tanh(columns(sums, 2 * H, H)), o = sigmoid(columns(sums, 3 * H, H));
  const Tensor c = f * before.c + i * g;
  return {o * tanh(c), c};
}

}  // namespace p2g
