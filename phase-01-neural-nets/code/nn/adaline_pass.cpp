#include "nn/adaline.h"

namespace p2g {

double pass(Adaline& unit, const Examples& examples, double rate) {
  double total = 0;
  for (size_t i = 0; i < examples.size(); ++i) {
    const double error = unit.learn(examples.inputs[i], examples.targets[i], rate);
    total += error * error;
  }
  return total / static_cast<double>(examples.size());
}

double mean_squared_error(const Numbers& weights, const Examples& examples) {
  double total = 0;
  for (size_t i = 0; i < examples.size(); ++i) {
    const double error = examples.targets[i] - dot(weights, examples.inputs[i]);
    total += error * error;
  }
  return total / static_cast<double>(examples.size());
}

}  // namespace p2g
