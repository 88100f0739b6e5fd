// Positions that nobody has to learn (Vaswani et al. 2017, section 3.5): pairs of a sine and a cosine, whose
// wavelengths go from 2π to 10000·2π.
#pragma once

#include "math/array.h"

namespace p2g {

// (positions, channels): angle = position / 10000^(2i/channels), its sine in channel 2i, its cosine in 2i
// + 1.
Array sinusoids(int64_t positions, int64_t channels);

}  // namespace p2g
