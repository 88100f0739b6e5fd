#include <cmath>

#include "sequence/bptt.h"

namespace p2g {

std::vector<double> run(const OneUnit& unit, const std::vector<double>& x) {
  std::vector<double> h;
  double before = 0;
  for (const double input : x) h.push_back(before = std::tanh(unit.w * input + unit.u * before + unit.b));
  return h;
}

double error_of(const std::vector<double>& h, const std::vector<double>& target) {
  double error = 0;
  for (size_t t = 0; t < h.size(); ++t)
    if (!std::isnan(target[t])) error += (h[t] - target[t]) * (h[t] - target[t]) / 2;
  return error;
}

}  // namespace p2g
