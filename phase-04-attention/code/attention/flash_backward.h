// The backward rule of one head of flash_attention.
#pragma once

#include "attention/tile.h"
#include "nn/tensor.h"

namespace p2g {

// Where the gradient of queries, keys or values goes, row t at data + t·ld: added to what is there, or
// instead of it; nowhere, if data is null.
struct HeadGradient {
  Real* data;
  int64_t ld;
  bool add;
};

struct HeadGradients {
  const Real* dy;  // as head.y lies
  HeadGradient dq, dk, dv;
};

// Tq queries over Tk keys, those that nobody sees included. logsumexp (Tq) is what the forward pass found:
// the tiles of weights are made again from it.
void flash_backward(const HeadRows& head, const HeadGradients& gradients, int64_t Tq, int64_t Tk,
                    const Real* logsumexp, const WeightDropout* dropout);

}  // namespace p2g
