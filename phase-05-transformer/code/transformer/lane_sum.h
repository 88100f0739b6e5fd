// A sum that a compiler can keep in vector registers, without relaxed arithmetic.
#pragma once

#include <cstdint>

#include "math/real.h"

namespace p2g {

// Σ f(c) for c < C, in 16 independent partial sums; the same on every machine.
template <typename F>
Real lane_sum(int64_t C, F f) {
  constexpr int kLanes = 16;
  Real partial[kLanes] = {};
  int64_t c = 0;
  for (; c + kLanes <= C; c += kLanes)
    for (int lane = 0; lane < kLanes; ++lane) partial[lane] += f(c + lane);
  Real total = 0;
  for (const Real part : partial) total += part;
  for (; c < C; ++c) total += f(c);
  return total;
}

}  // namespace p2g
