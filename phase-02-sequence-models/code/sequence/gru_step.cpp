#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/gru.h"
#include "sequence/time.h"

namespace p2g {

Tensor gru_step(const GruLayer& layer, const Tensor& x, const Tensor& h) {
  const int64_t H = h.shape().last();
  const Tensor from_x = linear(x, layer.w_x, layer.bias);                          // (B,3H)
  const Tensor gates = sigmoid(columns(from_x, 0, 2 * H) + matmul(h, layer.w_h));  // (B,2H)
  const Tensor z = columns(gates, 0, H), r = columns(gates, H, H);
  const Tensor n = tanh(columns(from_x, 2 * H, H) + matmul(r * h, layer.w_n));
  return n + z * (h - n);
}

}  // namespace p2g
