// Attention of one head over blocks of keys, without a graph: what flash.h is made of, and what decoding with
// a cache of keys and values calls.
#pragma once

#include "math/array.h"
#include "nn/dropout.h"

namespace p2g {

// Rows of one head inside larger arrays: row t of the queries is q + t·ldq, D numbers long; likewise the
// others.
struct HeadRows {
  const Real* q;
  const Real* k;
  const Real* v;
  Real* y;
  int64_t ldq, ldk, ldv, ldy;
  int64_t D;
};

inline constexpr int64_t kAttendTile = 64;  // queries, and keys, that are looked at together

// Drops weights while training: that of query i and key j by element first + i·T + j of the mask.
struct WeightDropout {
  DropoutMask mask;
  int64_t first, T;
};

// Queries first … first + rows − 1 (rows ≤ kAttendTile) over keys 0 … themselves: online softmax (Milakov and
// Gimelshein 2018; Dao et al. 2022). logsumexp, if wanted, gets log Σ e^score of each query, at its position.
void attend_tile(const HeadRows& head, int64_t first, int64_t rows, Real* logsumexp = nullptr,
                 const WeightDropout* dropout = nullptr);

// All heads: queries q (n, H·D), n new positions after `past` others, whose keys and values, and their own,
// are rows 0 … past + n − 1 of keys and values (…, H·D) -> y (n, H·D). ldq is the distance between rows of q.
void attend(const Real* q, int64_t ldq, const Real* keys, const Real* values, Real* y, int64_t n,
            int64_t past, int64_t heads, int64_t D);

}  // namespace p2g
