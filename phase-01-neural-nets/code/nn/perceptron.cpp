#include "nn/perceptron.h"

namespace p2g {

bool Perceptron::learn(const Numbers& x, int target) {
  if (target * dot(weights, x) > 0) return false;
  for (size_t i = 0; i < weights.size(); ++i) weights[i] += target * x[i];
  return true;
}

}  // namespace p2g
