#include "exercises/not_written.h"
#include "math/numerics.h"

namespace p2g {

// log Σ e^x[i] over n numbers, in double. largest(x, n) is there already: −infinity for n = 0.
double logsumexp(const Real* /*x*/, int64_t /*n*/) { not_written("logsumexp"); }

}  // namespace p2g
