// All heads of flash_attention, forward and backward, wherever their queries, keys and values lie.
#pragma once

#include <optional>

#include "attention/flash_backward.h"
#include "attention/visible.h"

namespace p2g {

// Rows (B,T) of heads side by side: head h of row t of sequence b is D numbers at data + (b·T + t)·ld + h·D.
struct HeadsAt {
  const Real* data;
  int64_t ld;
};

struct FlashCall {
  int64_t B, Tq, Tk, H, G, D;  // H heads of queries share G of keys and values
  Visible visible;
  std::optional<DropoutMask> mask;
};

// q, k, v -> y (B,Tq,H·D), logsumexp (B,H,Tq).
void flash_forward(const FlashCall& call, HeadsAt q, HeadsAt k, HeadsAt v, Array& y, Array& logsumexp);

// dy (B,Tq,H·D) -> gradients that lie as q, k and v do; each of the sinks may be null.
void flash_gradients(const FlashCall& call, HeadsAt q, HeadsAt k, HeadsAt v, const Array& y, const Array& dy,
                     const Array& logsumexp, GradientSink dq, GradientSink dk, GradientSink dv);

}  // namespace p2g
