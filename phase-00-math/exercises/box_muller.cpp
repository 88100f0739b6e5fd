#include "math/box_muller.h"

#include <cmath>

#include "exercises/not_written.h"

namespace p2g {

// u1 and u2 are uniform in [0, 1): 0 comes, 1 does not. portable_log and portable_cos_sin of
// math/box_muller.h give the same digits on every machine; std::log and std::cos pass the tests too.
void box_muller(double /*u1*/, double /*u2*/, double& /*first*/, double& /*second*/) {
  not_written("box_muller");
}

}  // namespace p2g
