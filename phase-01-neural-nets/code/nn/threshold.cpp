#include "nn/threshold.h"

namespace p2g {

bool fires(const std::vector<double>& x, const std::vector<double>& w, double threshold) {
  double sum = 0;
  for (size_t i = 0; i < x.size(); ++i) sum += w[i] * x[i];
  return sum >= threshold;
}

}  // namespace p2g
