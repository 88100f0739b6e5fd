// Layer normalisation (Ba, Kiros and Hinton 2016): each row to mean 0 and variance 1, then a learned scale
// and shift.
#pragma once

#include "nn/module.h"

namespace p2g {

// x (…,C), weight (C), bias (C) -> (…,C), with the biased variance, as in GPT-2.
Tensor layer_norm(const Tensor& x, const Tensor& weight, const Tensor& bias, double epsilon);

// One row of C numbers. rstd is 1/√(variance + ε).
struct RowStatistics {
  Real mean, rstd;
};
RowStatistics row_statistics(const Real* x, int64_t C, double epsilon);

// y = (x − mean)·rstd·weight + bias
void normalize_row(const Real* x, RowStatistics s, const Real* weight, const Real* bias, Real* y, int64_t C);

// With x̂ the normalised row and g = dy ⊙ weight:   dx = rstd·(g − mean(g) − x̂·mean(g ⊙ x̂))
void layer_norm_row_gradient(const Real* x, RowStatistics s, const Real* weight, const Real* dy, Real* dx,
                             int64_t C);

// The first two at once, for inference.
void layer_norm_row(const Real* x, const Real* weight, const Real* bias, double epsilon, Real* y, int64_t C);

struct LayerNorm {
  Tensor weight, bias;  // (C) each; ones and zeros at first
  double epsilon = 1e-5;

  LayerNorm() = default;
  LayerNorm(int64_t channels, double norm_epsilon);
  Tensor operator()(const Tensor& x) const { return layer_norm(x, weight, bias, epsilon); }
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
