#include "nn/threshold.h"

#include "exercises/not_written.h"

namespace p2g {

// A unit of 1943: true if Σ w[i]·x[i] reaches the threshold. x and w are of one length.
bool fires(const std::vector<double>& /*x*/, const std::vector<double>& /*w*/, double /*threshold*/) {
  not_written("fires");
}

}  // namespace p2g
