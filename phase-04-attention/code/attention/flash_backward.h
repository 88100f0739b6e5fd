// The backward rule of one head of flash_attention.
#pragma once

#include "attention/tile.h"
#include "nn/tensor.h"

namespace p2g {

// Where gradients lie as their values do: dy beside head.y, dq, dk and dv beside head.q, head.k and head.v.
struct HeadGradients {
  const Real* dy;
  Real *dq, *dk, *dv;
  bool add;  // to what is there, or overwrite it
};

// logsumexp (T) is what the forward pass found. The tiles of weights are made again from it.
void flash_backward(const HeadRows& head, const HeadGradients& gradients, int64_t T, const Real* logsumexp,
                    const WeightDropout* dropout);

}  // namespace p2g
