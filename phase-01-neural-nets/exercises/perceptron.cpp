#include "nn/perceptron.h"

#include "exercises/not_written.h"

namespace p2g {

// One example of Rosenblatt's rule. `weights` is the unit's own; dot(weights, x) is there already.
// If target · (weights·x) is not above 0, this is a mistake: add target · x to the weights, and return true.
// Else leave the weights alone, and return false.
bool Perceptron::learn(const Numbers& /*x*/, int /*target*/) { not_written("Perceptron::learn"); }

}  // namespace p2g
