// Rotary position embedding (Su et al. 2021): pairs of channels turn by an angle that grows with the
// position, so that the product of a query at i and a key at j depends on i − j alone.
#pragma once

#include "nn/tensor.h"

namespace p2g {

// Which two channels turn together, pair p = 0 … D/2 − 1 by the angle position · base^(−2p/D): channels 2p
// and 2p+1, as in the paper, or p and p + D/2, as LLaMA's weights on Hugging Face are laid out.
enum class RopePairs { neighbours, halves };

// x (B,H,T,D), at positions first, first + 1, … -> (B,H,T,D). D is even.
Tensor rope(const Tensor& x, int64_t first = 0, double base = 10000, RopePairs pairs = RopePairs::halves);

// The same before heads are split: x (B,T,H·D) -> (B,T,H·D).
Tensor rope_channels(const Tensor& x, int64_t heads, int64_t first = 0, double base = 10000,
                     RopePairs pairs = RopePairs::halves);

// x (rows,D) in place: row r stands at position first + r/repeat % T. With turn = −1 it is turned back.
struct RopeRows {
  int64_t rows, D, T, repeat, first;
  double base;
  RopePairs pairs;
};
void rotate_rows(const RopeRows& of, const Real* x, Real* y, int turn);

}  // namespace p2g
