// The long short-term memory: a cell whose content is kept by adding, not by multiplying again and again.
//
//   i = σ(…)  f = σ(…)  g = tanh(…)  o = σ(…)      each of x·w_x + h·w_h + bias, in this order of columns
//   c' = f∘c + i∘g      h' = o∘tanh(c')
//
// Hochreiter and Schmidhuber's form (1997) has no forget gate, f = 1; Gers, Schmidhuber and Cummins added it
// in 2000. Time comes first: x (T,B,in) -> y (T,B,H), the h of the last layer at every step.
#pragma once

#include <string>
#include <vector>

#include "math/random.h"
#include "nn/module.h"

namespace p2g {

enum class LstmForm { of_1997, with_forget_gate };

struct LstmState {
  Tensor h, c;  // (B,H) each
};

// G is 4, or 3 in the form of 1997: columns i, (f,) g, o.
struct LstmLayer {
  Tensor w_x;   // (in,GH)
  Tensor w_h;   // (H,GH)
  Tensor bias;  // (GH)
  LstmForm form = LstmForm::with_forget_gate;

  LstmLayer() = default;
  LstmLayer(int64_t in, int64_t hidden, LstmForm kind, Random& random);
  void list(Parameters& parameters, const std::string& prefix) const;
};

// One step of each form: x (B,in) and the state -> the next state.
LstmState lstm_step(const LstmLayer& layer, const Tensor& x, const LstmState& before);
LstmState lstm_step_1997(const LstmLayer& layer, const Tensor& x, const LstmState& before);

struct Lstm {
  std::vector<LstmLayer> layers;

  Lstm() = default;
  // Weights are uniform within ±1/√hidden; biases zero, but 1 for forget gates, so that they begin open.
  Lstm(int64_t in, int64_t hidden, int64_t layer_count, Random& random,
       LstmForm form = LstmForm::with_forget_gate);

  // The state (one a layer; empty means zeros) is replaced by that after the last step. Where mask (T,B) is
  // 0, a sequence keeps its state: for sequences of different lengths in one batch.
  Tensor operator()(const Tensor& x, std::vector<LstmState>& state, const Array* mask = nullptr) const;
  void list(Parameters& parameters, const std::string& prefix) const;
  int64_t hidden() const { return layers.at(0).w_h.shape()[0]; }
};

// The same run, step by step as the formula is written: the witness of the fused one.
Tensor run_composed(const Lstm& lstm, const Tensor& x, std::vector<LstmState>& state,
                    const Array* mask = nullptr);

// The same numbers without their history: truncated back-propagation through time ends here.
void detach(std::vector<LstmState>& state);

}  // namespace p2g
