// Scores to probabilities over the last axis. Both are shift-invariant: the largest score is taken out first.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor softmax(const Tensor& x);      // y = e^x / Σ e^x
Tensor log_softmax(const Tensor& x);  // y = x − log Σ e^x

}  // namespace p2g
