// A network of layers, written by hand: arrays of double, every formula of Rumelhart, Hinton and Williams
// (1986) spelled out, and no graph. What Tensor does by itself is held against it.
#pragma once

#include <cstdint>
#include <vector>

#include "math/random.h"
#include "nn/perceptron.h"

namespace p2g {

enum class Squash { logistic, tanh };

double squash(Squash f, double x);
double slope(Squash f, double y);  // f'(x), from y = f(x)

struct Layer {
  size_t in, out;
  Numbers weight, bias;            // (in,out), (out)
  Numbers d_weight, d_bias;        // ∂E/∂weight, ∂E/∂bias: summed over cases until the next step
  Numbers step_weight, step_bias;  // how far the last step went
  Numbers output;                  // (out) f(x·weight + bias), of the last case
};

struct Net {
  Squash f;
  std::vector<Layer> layers;
  Numbers input;  // of the last case
};

// sizes 6, 2, 1: six inputs, two hidden units, one output. Weights and biases uniform from low to high.
Net make_net(const std::vector<size_t>& sizes, Squash f, double low, double high, Random& random);

// Each layer's output = f(the output below · weight + bias). Returns the last one's.
const Numbers& forward(Net& net, const Numbers& x);

// E = ½ Σ (y − target)² of the last case; delta becomes ∂E/∂(sum of each output unit) = (y − target) · f'.
double squared_error(const Net& net, const Numbers& target, Numbers& delta);

// Sends delta (one number an output unit, ∂E/∂ its sum) back through all layers, and adds what the last case
// asks for to every d_weight and d_bias.
void send_back(Net& net, Numbers delta);

// Δw(t) = −ε ∂E/∂w + α Δw(t−1), then w loses the fraction `decay` of itself; the gradients become zero.
void step(Net& net, double epsilon, double alpha, double decay = 0);

struct Case {
  Numbers input, target;
};
std::vector<Case> cases_of(Truth f, int n);  // the 2^n patterns of 0 and 1, with target 0 or 1

double sweep(Net& net, const std::vector<Case>& cases);    // forward and back, all cases: the total error
bool all_right(Net& net, const std::vector<Case>& cases);  // every output within ½ of its target

}  // namespace p2g
