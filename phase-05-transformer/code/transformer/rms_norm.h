// Root-mean-square normalisation (Zhang and Sennrich 2019): each row by its length, then a learned scale. No
// mean is taken out and nothing is added, which layer_norm.h does.
#pragma once

#include "nn/module.h"

namespace p2g {

// x (…,C), weight (C) -> (…,C): y = x / √(mean x² + ε) · weight
Tensor rms_norm(const Tensor& x, const Tensor& weight, double epsilon);

// One row: 1 / √(mean x² + ε)
Real reciprocal_rms(const Real* x, int64_t C, double epsilon);
// One row: y = x·r·weight, with r = reciprocal_rms. y may be x.
void rms_norm_row(const Real* x, const Real* weight, Real r, Real* y, int64_t C);
// With x̂ = x·r and g = dy ⊙ weight:   dx = r·(g − x̂·mean(g ⊙ x̂))
void rms_norm_row_gradient(const Real* x, const Real* weight, Real r, const Real* dy, Real* dx, int64_t C);

struct RmsNorm {
  Tensor weight;  // (C), ones at first
  double epsilon = 1e-6;

  RmsNorm() = default;
  RmsNorm(int64_t channels, double norm_epsilon);
  Tensor operator()(const Tensor& x) const { return rms_norm(x, weight, epsilon); }
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
