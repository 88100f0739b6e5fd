// The gated recurrent unit (Cho et al. 2014): two gates, and no memory beside the state.
//
//   z = σ(x·w_x + h·w_h + bias)      keep how much of the old state       columns 0 … H−1 of the weights
//   r = σ(x·w_x + h·w_h + bias)      let how much of it into the new      columns H … 2H−1
//   n = tanh(x·w_x + (r∘h)·w_n + bias)                                    columns 2H … 3H−1
//   h' = z∘h + (1−z)∘n
//
// Time comes first: x (T,B,in) -> y (T,B,H).
#pragma once

#include <string>
#include <vector>

#include "math/random.h"
#include "nn/module.h"

namespace p2g {

struct GruLayer {
  Tensor w_x;   // (in,3H): z, r, n
  Tensor w_h;   // (H,2H): z, r
  Tensor w_n;   // (H,H)
  Tensor bias;  // (3H)

  GruLayer() = default;
  GruLayer(int64_t in, int64_t hidden, Random& random);
  void list(Parameters& parameters, const std::string& prefix) const;
};

// One step: x (B,in), h (B,H) -> the next h (B,H).
Tensor gru_step(const GruLayer& layer, const Tensor& x, const Tensor& h);

struct Gru {
  std::vector<GruLayer> layers;

  Gru() = default;
  Gru(int64_t in, int64_t hidden, int64_t layer_count, Random& random);

  // State and mask as in Rnn.
  Tensor operator()(const Tensor& x, std::vector<Tensor>& state, const Array* mask = nullptr) const;
  void list(Parameters& parameters, const std::string& prefix) const;
  int64_t hidden() const { return layers.at(0).w_n.shape()[0]; }
};

}  // namespace p2g
