#include "attention/local_window.h"

#include <algorithm>
#include <cmath>

#include "exercises/not_written.h"
#include "math/error.h"

namespace p2g {

// centre (B,T), mask (B,S) -> (B,T,S): 1 where mask[b,s] is open and s is at most half_window away from
// centre[b,t], else 0. An Array's numbers lie row by row: x[(b·T + t)·S + s].
Array window_around(const Array& /*centre*/, const Array& /*mask*/, int64_t /*half_window*/) {
  not_written("window_around");
}

// (B,steps): where the steps first, first + 1, … look. Step t looks at place t, but not beyond the last place
// that is open in mask (B,S). Places count from 0.
Array monotonic_centres(const Array& /*mask*/, int64_t /*first*/, int64_t /*steps*/) {
  not_written("monotonic_centres");
}

}  // namespace p2g
