#include "math/box_muller.h"

#include <cmath>

namespace p2g {

// A point in the plane whose coordinates are normal: its direction is uniform, and its squared length
// exponential. u1 may be 0, which has no logarithm; 1 − u1 is as uniform, and may not.
void box_muller(double u1, double u2, double& first, double& second) {
  const double radius = std::sqrt(-2 * portable_log(1 - u1));
  double cosine, sine;
  portable_cos_sin(u2, cosine, sine);
  first = radius * cosine;
  second = radius * sine;
}

}  // namespace p2g
