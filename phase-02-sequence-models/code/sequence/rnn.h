// Elman's simple recurrent network (1990): the state is the hidden layer of the step before.
//
//   h_t = f(x_t·w_x + h_{t−1}·w_h + bias)
//
// Time comes first: x (T,B,in) -> y (T,B,H), the state of the last layer at every step.
#pragma once

#include <string>
#include <vector>

#include "math/random.h"
#include "nn/module.h"

namespace p2g {

enum class Recurrence { tanh, logistic };

struct RnnLayer {
  Tensor w_x;   // (in,H)
  Tensor w_h;   // (H,H)
  Tensor bias;  // (H)
  Recurrence f = Recurrence::tanh;

  RnnLayer() = default;
  RnnLayer(int64_t in, int64_t hidden, Recurrence squash, Random& random);
  void list(Parameters& parameters, const std::string& prefix) const;
};

// One step: x (B,in), h (B,H) -> the next h (B,H).
Tensor rnn_step(const RnnLayer& layer, const Tensor& x, const Tensor& h);

struct Rnn {
  std::vector<RnnLayer> layers;

  Rnn() = default;
  // Weights are uniform within ±1/√hidden, biases zero.
  Rnn(int64_t in, int64_t hidden, int64_t layer_count, Random& random, Recurrence f = Recurrence::tanh);

  // The state (one (B,H) a layer; empty means zeros) is replaced by that after the last step. Where mask
  // (T,B) is 0, a sequence keeps its state: for sequences of different lengths in one batch.
  Tensor operator()(const Tensor& x, std::vector<Tensor>& state, const Array* mask = nullptr) const;
  void list(Parameters& parameters, const std::string& prefix) const;
  int64_t hidden() const { return layers.at(0).w_h.shape()[0]; }
};

// The same numbers without their history: truncated back-propagation through time ends here.
Tensor detached(const Tensor& h);
void detach(std::vector<Tensor>& state);

// A parameter, uniform within ±1/√hidden: how recurrent layers begin.
Tensor recurrent_weight(const Shape& shape, int64_t hidden, Random& random);
// Zeros (B,H) a layer where the state is empty; throws where it has other shapes.
void prepare_state(const char* who, std::vector<Tensor>& state, size_t layers, const Shape& shape);

}  // namespace p2g
