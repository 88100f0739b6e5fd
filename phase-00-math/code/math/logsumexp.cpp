#include "math/numerics.h"

namespace p2g {

double logsumexp(const Real* x, int64_t n) {
  const double top = static_cast<double>(largest(x, n));
  if (!std::isfinite(top)) return top;
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += std::exp(static_cast<double>(x[i]) - top);
  return top + std::log(sum);
}

}  // namespace p2g
