#include "sequence/temperature.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"

namespace p2g {

std::vector<double> at_temperature(std::span<const Real> logits, double temperature) {
  if (logits.empty() || !(temperature >= 0))
    fail("temperature", "got {} logits at {}, wanted one or more, at 0 or over", logits.size(), temperature);
  for (const Real logit : logits)
    if (!std::isfinite(logit)) fail("temperature", "a logit is {}: did training diverge?", logit);
  const auto top = std::max_element(logits.begin(), logits.end());
  std::vector<double> p(logits.size(), 0);
  if (temperature == 0) {
    p[static_cast<size_t>(top - logits.begin())] = 1;
    return p;
  }
  double total = 0;
  for (size_t i = 0; i < p.size(); ++i)
    total += p[i] = std::exp((static_cast<double>(logits[i]) - static_cast<double>(*top)) / temperature);
  for (double& v : p) v /= total;
  return p;
}

int32_t draw(std::span<const double> p, double u) {
  double up_to = 0;
  for (size_t i = 0; i < p.size(); ++i)
    if ((up_to += p[i]) > u) return static_cast<int32_t>(i);
  // Rounding may leave the sum just under 1: then the last that is possible at all.
  for (size_t i = p.size(); i-- > 0;)
    if (p[i] > 0) return static_cast<int32_t>(i);
  fail("draw", "none of {} choices is possible", p.size());
}

}  // namespace p2g
