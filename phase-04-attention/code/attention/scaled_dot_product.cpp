#include "attention/scaled_dot_product.h"

#include <cmath>

#include "attention/batched_product.h"
#include "math/error.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/dropout.h"
#include "nn/softmax.h"

namespace p2g {
namespace {

void check(const Shape& q, const Shape& k, const Shape& v) {
  if (q.rank() != 4 || k.rank() != 4 || k != v || q[0] != k[0] || q[3] != k[3] || q[1] % k[1] != 0)
    fail("scaled_dot_product",
         "q is {}, k {}, v {}: wanted q (B,H,Tq,D), k and v (B,G,Tk,D), and G a divisor of H", q.to_string(),
         k.to_string(), v.to_string());
}

}  // namespace

Tensor scaled_dot_product(const Tensor& q, const Tensor& k, const Tensor& v, const Visible& visible,
                          double dropout_p, Random* random, Tensor* weights) {
  check(q.shape(), k.shape(), v.shape());
  const int64_t B = q.shape()[0], H = q.shape()[1], Tq = q.shape()[2], D = q.shape()[3];
  const int64_t G = k.shape()[1], Tk = k.shape()[2];
  const Shape grouped{B, G, H / G * Tq, Tk};  // heads that share keys stand below one another
  const Tensor products = batched_matmul_nt(reshape(q, {B, G, H / G * Tq, D}), k);
  const Tensor scores = scale(reshape(products, {B, H, Tq, Tk}), 1 / std::sqrt(static_cast<double>(D)));
  Tensor p = softmax(mask_scores(scores, visible));
  if (weights != nullptr) *weights = p;
  if (random != nullptr) p = dropout(p, dropout_p, *random);
  return reshape(batched_matmul(reshape(p, grouped), v), {B, H, Tq, D});
}

}  // namespace p2g
