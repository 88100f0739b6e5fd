#include "math/entropy.h"

#include <cmath>

namespace p2g {

double entropy(std::span<const double> p) {
  check_distribution("entropy", "p", p);
  double total = 0;
  for (const double chance : p)
    if (chance > 0) total -= chance * std::log(chance);
  return total;
}

}  // namespace p2g
