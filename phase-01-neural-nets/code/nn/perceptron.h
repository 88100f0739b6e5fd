// Rosenblatt's perceptron (1958): one threshold unit that finds its own weights from its mistakes.
#pragma once

#include <cstdint>
#include <vector>

#include "math/random.h"
#include "nn/threshold.h"

namespace p2g {

using Numbers = std::vector<double>;

// What a unit learns from: inputs of one length, each with its target, +1 or −1. A bias is the weight of an
// input that is always 1.
struct Examples {
  std::vector<Numbers> inputs;
  std::vector<int> targets;

  void add(Numbers input, int target);  // throws unless it fits those before it
  size_t size() const { return inputs.size(); }
};

Examples examples_of(Truth f, int n);  // the 2^n patterns, a 1 before each; target +1 where f is 1

double dot(const Numbers& a, const Numbers& b);

struct Perceptron {
  Numbers weights;  // of zeros at first

  explicit Perceptron(size_t inputs) : weights(inputs, 0.0) {}

  int answer(const Numbers& x) const { return dot(weights, x) > 0 ? 1 : -1; }

  // One example. If w·x is on the wrong side of 0, or 0, the weights move by target · x and this is a
  // mistake: true.
  bool learn(const Numbers& x, int target);
};

struct Lesson {
  int64_t mistakes = 0;
  int64_t epochs = 0;      // passes over all examples, the last and faultless one included
  bool converged = false;  // within the epochs that were allowed
};

// Passes over the examples, in the order of the list, until one has no mistake.
Lesson train(Perceptron& unit, const Examples& examples, int64_t most_epochs);

int64_t right_answers(const Numbers& weights, const Examples& examples);

}  // namespace p2g
