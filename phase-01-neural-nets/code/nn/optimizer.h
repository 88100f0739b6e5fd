// Optimizers: the only writers of parameter values. A parameter without a gradient is left alone.
#pragma once

#include <vector>

#include "nn/module.h"

namespace p2g {

// w −= lr·v with v = momentum·v + g
class Sgd {
 public:
  Sgd(Parameters parameters, double learning_rate, double momentum = 0);
  void step();
  double learning_rate;

 private:
  Parameters parameters_;
  double momentum_;
  std::vector<Array> velocity_;
};

// Adam (Kingma and Ba 2014): m and v are running means of g and g², both corrected for their start at zero.
class Adam {
 public:
  Adam(Parameters parameters, double learning_rate, double beta1 = 0.9, double beta2 = 0.999,
       double epsilon = 1e-8);
  void step();
  double learning_rate;

 private:
  Parameters parameters_;
  double beta1_, beta2_, epsilon_;
  int64_t steps_ = 0;
  std::vector<Array> m_, v_;
};

}  // namespace p2g
