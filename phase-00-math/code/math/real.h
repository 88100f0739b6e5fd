// The number type of the whole library: float, or double where the same sources are compiled for gradient
// checks.
#pragma once

namespace p2g {

#ifdef P2G_REAL_DOUBLE
using Real = double;
#else
using Real = float;
#endif

}  // namespace p2g
