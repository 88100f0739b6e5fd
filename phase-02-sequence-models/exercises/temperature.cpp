#include "sequence/temperature.h"

#include "exercises/not_written.h"

namespace p2g {

// softmax(logits / temperature), with the largest logit taken out first. At temperature 0 the largest has
// probability 1. Refuse no logits, logits that are not finite, a temperature under 0 or NaN:
// fail("temperature", "…", …) of math/error.h.
std::vector<double> at_temperature(std::span<const Real> /*logits*/, double /*temperature*/) {
  not_written("at_temperature");
}

// The first i where p[0] + … + p[i] > u. Rounding may leave all of the sum at or under u: then the last i
// that is possible at all; if none is, fail.
int32_t draw(std::span<const double> /*p*/, double /*u*/) { not_written("draw"); }

}  // namespace p2g
