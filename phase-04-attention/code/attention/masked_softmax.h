// Softmax over some of the places only: padding gets no weight at all.
#pragma once

#include "nn/tensor.h"

namespace p2g {

// weights[s] = e^scores[s] / Σ e^scores over the places with mask[s] ≠ 0, and 0 elsewhere, whatever the score
// there is. One row of n; one place at least must be open.
void masked_softmax_row(const Real* scores, const Real* mask, Real* weights, int64_t n);

// The same for every row: scores and mask (…,S) -> weights (…,S). Throws where a mask leaves nothing open.
Tensor masked_softmax(const Tensor& scores, const Array& mask);

}  // namespace p2g
