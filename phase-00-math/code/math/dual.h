// Numbers that carry their derivative along: differentiation in forward mode (Wengert 1964).
//
// A dual number v + s·ε, with ε² = 0, is a value and its slope with respect to one chosen input. Every
// operation is a rule of differentiation. A gradient of n inputs takes n passes: one input has slope 1, the
// others 0.
#pragma once

namespace p2g {

struct Dual {
  double value = 0;
  double slope = 0;

  Dual() = default;
  Dual(double constant) : value(constant) {}  // implicit: 3 * x is meant to work
  Dual(double v, double s) : value(v), slope(s) {}
};

Dual operator+(Dual a, Dual b);
Dual operator-(Dual a, Dual b);
Dual operator*(Dual a, Dual b);
Dual operator/(Dual a, Dual b);
Dual operator-(Dual a);

Dual exp(Dual a);
Dual log(Dual a);
Dual sin(Dual a);
Dual tanh(Dual a);
Dual pow(Dual a, double exponent);
Dual sqrt(Dual a);
Dual relu(Dual a);  // the larger of a and 0; its slope at 0 is taken to be 0

}  // namespace p2g
