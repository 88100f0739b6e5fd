#include <cmath>

#include "attention/rope.h"
#include "exercises/not_written.h"

namespace p2g {

// Every row of x (of.rows, of.D) turns by its position into the same row of y.
//   Row r stands at position of.first + r / of.repeat % of.T.
//   Pair p = 0 … D/2 − 1 turns by the angle  turn · position / of.base^(2p/D):
//   (a, b) becomes (a cos − b sin, a sin + b cos).
//   Its two channels are 2p and 2p + 1 for RopePairs::neighbours, p and p + D/2 for RopePairs::halves.
// x and y do not overlap.
void rotate_rows(const RopeRows& /*of*/, const Real* /*x*/, Real* /*y*/, int /*turn*/) {
  not_written("rotate_rows");
}

}  // namespace p2g
