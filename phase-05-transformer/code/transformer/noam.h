// The learning rate of Vaswani et al. (2017, section 5.3): up in a straight line, then down with the square
// root.
//
//   rate(step) = channels^−½ · min(step^−½, step · warmup^−1.5)
//
// Both halves meet at step = warmup, the peak: 1/√(channels·warmup).
#pragma once

#include <cstdint>

namespace p2g {

// step counts from 1. Throws on a step, a width or a warm-up under 1.
double noam_rate(int64_t step, int64_t channels, int64_t warmup);

}  // namespace p2g
