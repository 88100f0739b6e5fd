// Which keys a query may see: all of them, those before it, the last few, and never a padded one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attention/reach.h"
#include "nn/tensor.h"

namespace p2g {

// Query i of Tq stands at position i + (Tk − Tq) of the keys: queries are the newest positions.
struct Visible {
  bool causal = false;                 // itself and those before it
  int64_t window = 0;                  // >0: only the last `window` of those, its own position included
  std::vector<int64_t> key_lengths{};  // sequence b has so many keys, the rest is padding; empty: none has
};

// What sequence b's queries see.
Reach reach_of(const Visible& visible, int64_t b, int64_t Tq, int64_t Tk);

// Throws, in the name of `who`, where a length is wrong, a window is not causal, or a query sees no key.
void check_visible(std::string_view who, const Visible& visible, int64_t B, int64_t Tq, int64_t Tk);

// scores (B,H,Tq,Tk): −infinity where the key is not seen, which softmax turns into 0.
Tensor mask_scores(const Tensor& scores, const Visible& visible);

}  // namespace p2g
