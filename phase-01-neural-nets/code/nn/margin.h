// How far apart two kinds of examples are, which bounds a perceptron's mistakes by (R/γ)² (Novikoff 1962).
#pragma once

#include "nn/perceptron.h"

namespace p2g {

double radius_squared(const Examples& examples);  // R² = the largest x·x

// The smallest distance, with its sign, of an example from the border of w: min target · w·x / |w|. Negative
// where w is wrong about one.
double margin(const Numbers& w, const Examples& examples);

// γ = the largest margin that any w has, and a w that comes near. The point of the hull of all target · x
// nearest to the origin is that w, and γ its length (Gilbert's method, from memory, 1966).
struct Widest {
  Numbers weights;
  double at_least;  // the margin of `weights`
  double at_most;   // no other has more
};
Widest widest_margin(const Examples& examples, int64_t steps);

}  // namespace p2g
