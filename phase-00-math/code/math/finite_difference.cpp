#include "math/finite_difference.h"

namespace p2g {

Array finite_difference(const std::function<double()>& f, Array& x, double step) {
  Array gradient = Array::uninitialized(x.shape());
  for (int64_t i = 0; i < x.size(); ++i) {
    const Real saved = x[i];
    x[i] = saved + static_cast<Real>(step);
    const double above = f();
    x[i] = saved - static_cast<Real>(step);
    const double below = f();
    x[i] = saved;
    gradient[i] = static_cast<Real>((above - below) / (2 * step));
  }
  return gradient;
}

}  // namespace p2g
