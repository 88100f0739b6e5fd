#include "nn/product.h"

#include "math/elementwise.h"
#include "math/error.h"
#include "math/matmul.h"
#include "math/reduce.h"

namespace p2g {
namespace {

const Op kMatmul("nn", "matmul"), kMatmulNt("nn", "matmul_nt"), kLinear("nn", "linear");

void check_product(const Op& op, const Tensor& x, const Tensor& w, int inner_axis) {
  check_rank(op.name, "W", w.shape(), 2);
  const int64_t K = w.shape()[inner_axis];
  if (x.shape().rank() < 1 || x.shape().last() != K)
    fail(op.name, "x is {} but W is {}: inner sizes {} and {} differ. Is W transposed?",
         x.shape().to_string(), w.shape().to_string(), x.shape().rank() < 1 ? 0 : x.shape().last(), K);
}

}  // namespace

Tensor matmul(const Tensor& x, const Tensor& w) {
  check_product(kMatmul, x, w, 0);
  return make_node(kMatmul, matmul_nn(x.value(), w.value()), {x, w},
                   [](Node& node) { product_rule(node.grad, node.parents[0], node.parents[1]); });
}

Tensor matmul_nt(const Tensor& x, const Tensor& w) {
  check_product(kMatmulNt, x, w, 1);
  return make_node(kMatmulNt, matmul_nt(x.value(), w.value()), {x, w}, [](Node& node) {
    const Tensor &input = node.parents[0], &weight = node.parents[1];
    const int64_t rows = node.grad.shape().rows(), N = weight.shape()[0], K = weight.shape()[1];
    if (input.requires_grad()) {  // dx (…,K) += dy (…,N) · W (N,K)
      const GradientSink dx = input.gradient_sink();
      matmul({Layout::nn, rows, K, N, node.grad.data(), N, weight.value().data(), K, dx.data, K, dx.add});
    }
    if (weight.requires_grad()) {  // dW (N,K) += dyᵀ (N,BT) · x (BT,K)
      const GradientSink dw = weight.gradient_sink();
      matmul({Layout::tn, N, K, rows, node.grad.data(), N, input.value().data(), K, dw.data, K, dw.add});
    }
  });
}

Tensor linear(const Tensor& x, const Tensor& w, const Tensor& bias) {
  check_product(kLinear, x, w, 0);
  check_shape(kLinear.name, "the bias", bias.shape(), {w.shape()[1]});
  Array y = matmul_nn(x.value(), w.value());
  add_row(y, bias.value());
  return make_node(kLinear, std::move(y), {x, w, bias}, [](Node& node) {
    product_rule(node.grad, node.parents[0], node.parents[1]);
    if (!node.parents[2].requires_grad()) return;
    const GradientSink db = node.parents[2].gradient_sink();
    sum_rows(node.grad, db.data, db.add);
  });
}

}  // namespace p2g
