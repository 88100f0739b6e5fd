#include "sequence/bptt.h"

#include <cmath>

namespace p2g {

OneUnit through_time(const OneUnit& unit, const std::vector<double>& x, const std::vector<double>& target) {
  const std::vector<double> h = run(unit, x);
  OneUnit gradient{0, 0, 0};
  double from_later = 0;  // ∂E/∂h_t by way of the steps after t
  for (size_t t = x.size(); t-- > 0;) {
    const double here = std::isnan(target[t]) ? 0 : h[t] - target[t];
    const double delta = (here + from_later) * (1 - h[t] * h[t]);  // ∂E/∂(sum of step t)
    gradient.w += delta * x[t];
    gradient.u += delta * (t > 0 ? h[t - 1] : 0);
    gradient.b += delta;
    from_later = delta * unit.u;
  }
  return gradient;
}

}  // namespace p2g
