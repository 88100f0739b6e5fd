#include "nn/adaline.h"

namespace p2g {

double Adaline::learn(const Numbers& x, double target, double rate) {
  const double error = target - sum(x);
  for (size_t i = 0; i < weights.size(); ++i) weights[i] += rate * error * x[i];
  return error;
}

}  // namespace p2g
