// AdamW (Loshchilov and Hutter 2019): Adam with the weights' decay apart from their gradients.
#pragma once

#include "nn/module.h"

namespace p2g {

struct AdamWSettings {
  double beta1 = 0.9, beta2 = 0.95, epsilon = 1e-8;
  double weight_decay = 0.1;
  bool decay_all = false;  // else matrices only: biases and norms do not decay
};

// w −= lr·decay·w, then w −= lr·m̂/(√v̂ + ε), with m and v the running means of g and g², corrected for their
// start at 0.
class AdamW {
 public:
  AdamW(Parameters parameters, const AdamWSettings& settings);

  // One pass over all parameters, on all threads. Gradients count times `gradient_scale`: clipping costs
  // nothing.
  void step(double learning_rate, double gradient_scale = 1);

  // The state beside the weights, for checkpoints; in the order of the parameters.
  std::vector<Array>& first_moments() { return m_; }
  std::vector<Array>& second_moments() { return v_; }
  int64_t steps() const { return steps_; }
  void set_steps(int64_t steps) { steps_ = steps; }
  const Parameters& parameters() const { return parameters_; }

 private:
  struct Piece {
    size_t parameter;
    int64_t first, count;
  };
  Parameters parameters_;
  AdamWSettings settings_;
  std::vector<Array> m_, v_;
  std::vector<Piece> pieces_;
  int64_t steps_ = 0;
};

// √Σ g² over all gradients; the same for any number of threads.
double gradient_norm(const Parameters& parameters);

// What gradients must be multiplied by so that their norm is at most `clip`; 1 if clip is 0 (Pascanu et al.
// 2013).
double clip_scale(double norm, double clip);

}  // namespace p2g
