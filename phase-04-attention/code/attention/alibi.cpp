#include "attention/alibi.h"

#include <cmath>

#include "attention/batched_product.h"
#include "attention/causal_mask.h"
#include "math/error.h"
#include "nn/arithmetic.h"
#include "nn/softmax.h"

namespace p2g {
namespace {

Array bias(const Shape& scores) {
  const int64_t H = scores[1], T = scores[2];
  const std::vector<double> slopes = alibi_slopes(H);
  Array b = Array::uninitialized(scores);
  for (int64_t n = 0; n < b.size(); ++n) {
    const int64_t j = n % T, i = n / T % T, h = n / (T * T) % H;
    b[n] = static_cast<Real>(-slopes[static_cast<size_t>(h)] * static_cast<double>(i - j));
  }
  return b;
}

}  // namespace

std::vector<double> alibi_slopes(int64_t heads) {
  std::vector<double> slopes;
  for (int64_t h = 0; h < heads; ++h)
    slopes.push_back(std::exp2(-8 * static_cast<double>(h + 1) / static_cast<double>(heads)));
  return slopes;
}

Tensor alibi_attention(const Tensor& q, const Tensor& k, const Tensor& v, Tensor* weights) {
  if (q.shape().rank() != 4 || q.shape() != k.shape())
    fail("alibi_attention", "q is {} and k {}, wanted (B,H,T,D) both", q.shape().to_string(),
         k.shape().to_string());
  const Tensor scores = scale(batched_matmul_nt(q, k), 1 / std::sqrt(static_cast<double>(q.shape().last())));
  const Tensor p = softmax(causal_mask(scores + Tensor::constant(bias(scores.shape()))));
  if (weights != nullptr) *weights = p;
  return batched_matmul(p, v);
}

}  // namespace p2g
