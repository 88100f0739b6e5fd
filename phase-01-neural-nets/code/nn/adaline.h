// ADALINE (Widrow and Hoff 1960): a unit that learns from how wrong its sum is, before the threshold.
#pragma once

#include "nn/perceptron.h"

namespace p2g {

struct Adaline {
  Numbers weights;

  explicit Adaline(size_t inputs) : weights(inputs, 0.0) {}

  double sum(const Numbers& x) const { return dot(weights, x); }
  int answer(const Numbers& x) const { return sum(x) > 0 ? 1 : -1; }

  // One example: w += rate · error · x, a step down ½·error². Returns the error, target − w·x, before the
  // step.
  double learn(const Numbers& x, double target, double rate);
};

// One pass over the examples; the mean of error², as each was seen.
double pass(Adaline& unit, const Examples& examples, double rate);

double mean_squared_error(const Numbers& weights, const Examples& examples);

}  // namespace p2g
