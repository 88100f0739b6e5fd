// Which keys the queries of one head see.
#pragma once

#include <cstdint>

namespace p2g {

// Query i stands at position i + past of the keys and sees keys first(i) … end(i) − 1: none from `keys` on,
// which are padding; if causal, itself and those before it; with a window > 0, only the last `window` of
// those.
struct Reach {
  int64_t past = 0, keys = 0;
  bool causal = true;
  int64_t window = 0;

  int64_t first(int64_t i) const;
  int64_t end(int64_t i) const;
};

}  // namespace p2g
