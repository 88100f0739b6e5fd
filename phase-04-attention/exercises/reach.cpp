#include "attention/reach.h"

#include <algorithm>

#include "exercises/not_written.h"

namespace p2g {

// Query i stands at position i + past of the keys and sees keys first(i) … end(i) − 1.
//   keys     key `keys` and those after it are padding, which nobody sees
//   causal   if true, a query sees its own position and those before it
//   window   if > 0 (and causal), only the last `window` of those, its own included
// GPT-2 will ask these two functions for every row of its attention.
int64_t Reach::first(int64_t /*i*/) const { not_written("Reach::first"); }

int64_t Reach::end(int64_t /*i*/) const { not_written("Reach::end"); }

}  // namespace p2g
