// Layer normalisation (Ba, Kiros and Hinton 2016): each row to mean 0 and variance 1, then a learned scale
// and shift.
#pragma once

#include "nn/module.h"

namespace p2g {

// x (…,C), weight (C), bias (C) -> (…,C), with the biased variance, as in GPT-2.
Tensor layer_norm(const Tensor& x, const Tensor& weight, const Tensor& bias, double epsilon);

// One row: y = (x − mean)·rstd·weight + bias. The raw form, for inference.
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
