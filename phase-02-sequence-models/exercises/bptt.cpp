#include "sequence/bptt.h"

#include "exercises/not_written.h"

namespace p2g {

// Back-propagation through time for one unit, h_t = tanh(w·x_t + u·h_{t−1} + b), h_0 = 0, and
// E = Σ ½(h_t − target_t)² over the steps whose target is not NaN (std::isnan).
// Get h from run(unit, x), then go from the last step to the first, and return ∂E/∂w, ∂E/∂u, ∂E/∂b.
OneUnit through_time(const OneUnit& /*unit*/, const std::vector<double>& /*x*/,
                     const std::vector<double>& /*target*/) {
  not_written("through_time");
}

}  // namespace p2g
