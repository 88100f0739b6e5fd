#include "exercises/not_written.h"
#include "math/matmul.h"
#include "nn/product.h"

namespace p2g {

// y (…,N) = x (…,K) · W (K,N), and dy is there. Add to the gradients of x and of W what it asks for.
// tensor.accumulate(array) adds to a tensor's gradient, and ignores a tensor that wants none;
// matmul_nn, matmul_nt and matmul_tn of math/matmul.h are there: n as it is, t transposed.
void product_rule(const Array& /*dy*/, const Tensor& /*x*/, const Tensor& /*w*/) {
  not_written("product_rule");
}

}  // namespace p2g
