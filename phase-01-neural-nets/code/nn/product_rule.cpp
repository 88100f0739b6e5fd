#include "math/matmul.h"
#include "nn/product.h"

namespace p2g {

// dx (…,K) += dy (…,N) · Wᵀ (N,K)      dW (K,N) += xᵀ (K,BT) · dy (BT,N)
void product_rule(const Array& dy, const Tensor& x, const Tensor& w) {
  const int64_t rows = dy.shape().rows(), K = w.shape()[0], N = w.shape()[1];
  if (x.requires_grad()) {
    const GradientSink dx = x.gradient_sink();
    matmul({Layout::nt, rows, K, N, dy.data(), N, w.value().data(), N, dx.data, K, dx.add});
  }
  if (w.requires_grad()) {
    const GradientSink dw = w.gradient_sink();
    matmul({Layout::tn, K, N, rows, x.value().data(), K, dy.data(), N, dw.data, N, dw.add});
  }
}

}  // namespace p2g
