// One step of the online softmax (Milakov and Gimelshein 2018; Dao et al. 2022).
#pragma once

#include <cstdint>

#include "math/real.h"

namespace p2g {

// What a query has gathered from the keys so far.
struct Gathered {
  Real& highest;  // score; −infinity before the first
  Real& total;    // Σ e^(score − highest)
  Real* y;  // Σ e^(score − highest) · value, D numbers; before the first score they are anything at all
  int64_t D;
};

// `count` new scores of the query, some of them −infinity but not all, become the weights e^(score −
// highest), with the highest of old and new; the total is brought up to date, and y is ready for the new
// weights times their values, which the caller adds. Rows begin on vectors, and count is whole vectors
// (simd.h).
void join_scores(Real* scores, int64_t count, const Gathered& so_far);

}  // namespace p2g
