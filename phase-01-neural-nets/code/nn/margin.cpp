#include "nn/margin.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "math/error.h"

namespace p2g {
namespace {

struct Nearest {
  size_t example;
  double value;  // target · w·x, the smallest of all
};

Nearest nearest(const Numbers& w, const Examples& examples) {
  Nearest found{0, std::numeric_limits<double>::infinity()};
  for (size_t i = 0; i < examples.size(); ++i) {
    const double value = examples.targets[i] * dot(w, examples.inputs[i]);
    if (value < found.value) found = {i, value};
  }
  return found;
}

}  // namespace

double radius_squared(const Examples& examples) {
  double largest = 0;
  for (const Numbers& x : examples.inputs) largest = std::max(largest, dot(x, x));
  return largest;
}

double margin(const Numbers& w, const Examples& examples) {
  return nearest(w, examples).value / std::sqrt(dot(w, w));
}

Widest widest_margin(const Examples& examples, int64_t steps) {
  if (examples.size() == 0) fail("widest_margin", "got no examples, wanted one or more");
  Numbers w = examples.inputs[0];
  for (double& number : w) number *= examples.targets[0];
  Widest best{w, margin(w, examples), std::sqrt(dot(w, w))};
  for (int64_t step = 0; step < steps; ++step) {
    const Nearest near = nearest(w, examples);
    const double length = std::sqrt(dot(w, w));
    if (length == 0) break;  // the origin is in the hull: nothing separates
    best.at_most = std::min(best.at_most, length);
    if (near.value / length > best.at_least) best = {w, near.value / length, best.at_most};
    // The point nearest to the origin between w and the example z: w + t(z − w).
    double along = 0, square = 0;
    const Numbers& x = examples.inputs[near.example];
    const int target = examples.targets[near.example];
    for (size_t i = 0; i < w.size(); ++i) {
      const double d = target * x[i] - w[i];
      along -= w[i] * d;
      square += d * d;
    }
    if (along <= 0 || square == 0) break;
    const double t = std::min(1.0, along / square);
    for (size_t i = 0; i < w.size(); ++i) w[i] += t * (target * x[i] - w[i]);
  }
  return best;
}

}  // namespace p2g
