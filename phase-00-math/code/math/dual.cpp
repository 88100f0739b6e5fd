#include "math/dual.h"

#include <cmath>

namespace p2g {

Dual operator+(Dual a, Dual b) { return {a.value + b.value, a.slope + b.slope}; }
Dual operator-(Dual a, Dual b) { return {a.value - b.value, a.slope - b.slope}; }
Dual operator*(Dual a, Dual b) { return {a.value * b.value, a.slope * b.value + a.value * b.slope}; }
Dual operator/(Dual a, Dual b) {
  const double y = a.value / b.value;
  return {y, (a.slope - y * b.slope) / b.value};
}
Dual operator-(Dual a) { return {-a.value, -a.slope}; }

// The chain rule: the function's slope times the slope of what went in.
Dual exp(Dual a) {
  const double y = std::exp(a.value);
  return {y, y * a.slope};
}
Dual log(Dual a) { return {std::log(a.value), a.slope / a.value}; }
Dual sin(Dual a) { return {std::sin(a.value), std::cos(a.value) * a.slope}; }
Dual tanh(Dual a) {
  const double y = std::tanh(a.value);
  return {y, (1 - y * y) * a.slope};
}
Dual pow(Dual a, double exponent) {
  return {std::pow(a.value, exponent), exponent * std::pow(a.value, exponent - 1) * a.slope};
}
Dual sqrt(Dual a) {
  const double y = std::sqrt(a.value);
  return {y, a.slope / (2 * y)};
}
Dual relu(Dual a) { return a.value > 0 ? a : Dual(0); }

}  // namespace p2g
