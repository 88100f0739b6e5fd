#include <cmath>

#include "math/numerics.h"
#include "tokenizer/negative_sampling.h"

namespace p2g {

double pair_gradient(const Real* h, const Real* u, bool is_true, Real* dh, Real* du, int64_t D) {
  Real x = 0;
  for (int64_t i = 0; i < D; ++i) x += h[i] * u[i];
  const Real y = sigmoid(x);
  const Real blame = y - (is_true ? Real(1) : Real(0));  // ∂loss/∂x
  for (int64_t i = 0; i < D; ++i) {
    dh[i] += blame * u[i];
    du[i] += blame * h[i];
  }
  return std::log1p(std::exp(static_cast<double>(is_true ? -x : x)));
}

}  // namespace p2g
