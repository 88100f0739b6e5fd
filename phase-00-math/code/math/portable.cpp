#include <cmath>

#include "math/box_muller.h"

namespace p2g {

// x = m·2^e, log m = 2 artanh s with s = (m − 1)/(m + 1).
double portable_log(double x) {
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < 0.70710678118654752) m *= 2, --exponent;
  const double s = (m - 1) / (m + 1), s2 = s * s;
  double series = 0;
  for (int k = 23; k >= 1; k -= 2) series = series * s2 + 1.0 / k;
  return 2 * s * series + exponent * 0.69314718055994531;
}

// Whole quarter turns are taken off, the rest goes by Taylor series.
void portable_cos_sin(double u, double& cosine, double& sine) {
  const double quarter = std::floor(4 * u + 0.5);
  const double x = (u - quarter / 4) * 6.2831853071795865, x2 = x * x;
  double c = 1, s = 1;
  for (int k = 18; k >= 2; k -= 2) c = 1 - c * x2 / (k * (k - 1));
  for (int k = 19; k >= 3; k -= 2) s = 1 - s * x2 / (k * (k - 1));
  s *= x;
  switch (static_cast<int>(quarter) & 3) {
    case 0:
      cosine = c, sine = s;
      break;
    case 1:
      cosine = -s, sine = c;
      break;
    case 2:
      cosine = -c, sine = -s;
      break;
    default:
      cosine = s, sine = -c;
      break;
  }
}

}  // namespace p2g
