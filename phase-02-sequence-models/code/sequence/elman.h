// Elman's network of 1990: a net of phase 1 whose inputs are x and a copy of its own hidden layer of the step
// before. It learns from one step at a time: no blame goes further back than the copy.
#pragma once

#include "nn/mlp.h"

namespace p2g {

struct Elman {
  Net net;          // (in + hidden) – hidden – out
  Numbers context;  // the hidden layer of the step before; ½ at first
};

// Weights and biases are uniform from low to high.
Elman make_elman(size_t in, size_t hidden, size_t out, double low, double high, Random& random);

// One step: x (in) -> the output (out). The context is replaced.
const Numbers& step_forward(Elman& elman, const Numbers& x);

}  // namespace p2g
