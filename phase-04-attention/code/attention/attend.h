// Attention without a graph, for decoding with a cache of keys and values.
#pragma once

#include <cstdint>

#include "math/real.h"

namespace p2g {

// All heads, causal: queries q (n, H·D), n new positions after `past` others, whose keys and values, and
// their own, are rows 0 … past + n − 1 of keys and values (…, H·D) -> y (n, H·D). ldq is the distance between
// rows of q.
void attend(const Real* q, int64_t ldq, const Real* keys, const Real* values, Real* y, int64_t n,
            int64_t past, int64_t heads, int64_t D);

}  // namespace p2g
