// Two tasks of Hochreiter and Schmidhuber (1997) whose answer hangs on two places far apart.
#pragma once

#include "math/array.h"
#include "math/ids.h"
#include "math/random.h"

namespace p2g {

// B sequences of different lengths side by side; where mask (T,B) is 0 a sequence is over. The answer is
// asked for at the end.
struct AddingBatch {
  Array x;       // (T,B,2): a value from −1 to 1, and a marker
  Array mask;    // (T,B)
  Array target;  // (B): ½ + (X₁ + X₂)/4, where X₁ and X₂ bear the marker 1
};

// Lengths T to 1.1·T. One of the first ten pairs is marked, and one of the first T/2 − 1 others; the first
// and the last pair bear −1 (but a marked first one has the value 0), all others 0. T ≥ 22.
AddingBatch adding_problem(int64_t T, int64_t B, Random& random);

inline constexpr int64_t kOrderSymbols = 8, kOrderClasses = 4;  // E B a b c d X Y

struct OrderBatch {
  Array x;      // (T,B,8) one-hot
  Array mask;   // (T,B)
  Ids classes;  // (B): XX, XY, YX, YY
};

// Task 6a: E, noise of a b c d, B at the end, length 100 to 110; an X or Y at a place from 10 to 20 and at
// one from 50 to 60. Which came in which order?
OrderBatch temporal_order(int64_t B, Random& random);

}  // namespace p2g
