// SwiGLU (Shazeer 2020): a feed-forward layer in which one half opens or closes the other.
//
// y = (silu(x·W_gate) ⊙ x·W_up)·W_down, with silu(v) = v·sigmoid(v)
#pragma once

#include "nn/module.h"

namespace p2g {

// y = silu(gate) ⊙ up, number by number; y may be either.
void swiglu_row(const Real* gate, const Real* up, Real* y, int64_t n);
// dgate = dy ⊙ up ⊙ silu'(gate), dup = dy ⊙ silu(gate)
void swiglu_row_gradient(const Real* gate, const Real* up, const Real* dy, Real* dgate, Real* dup, int64_t n);

// gate and up of one shape -> the same. Equal to (gate * sigmoid(gate)) * up, in one pass.
Tensor swiglu(const Tensor& gate, const Tensor& up);

// ⅔ · 4C, up to the next multiple: three matrices of C × this hold what GPT-2's two of C × 4C do.
int64_t swiglu_width(int64_t channels, int64_t multiple = 1);

// x (…,C) -> gate_proj, up_proj (…,F) -> swiglu (…,F) -> down_proj (…,C). No biases.
struct SwiGlu {
  Linear gate_proj, up_proj, down_proj;

  SwiGlu() = default;
  SwiGlu(int64_t channels, int64_t width, int64_t layers, Random& random);
  Tensor operator()(const Tensor& x) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
