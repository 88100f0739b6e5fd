#include "transformer/noam.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"

namespace p2g {

double noam_rate(int64_t step, int64_t channels, int64_t warmup) {
  if (step < 1 || channels < 1 || warmup < 1)
    fail("noam", "step {}, {} channels, warm-up {}: each must be 1 or more, steps count from 1", step,
         channels, warmup);
  const auto s = static_cast<double>(step);
  const double falling = 1 / std::sqrt(s), rising = s * std::pow(static_cast<double>(warmup), -1.5);
  return std::min(falling, rising) / std::sqrt(static_cast<double>(channels));
}

}  // namespace p2g
