#include "transformer/sinusoids.h"

#include <cmath>

#include "math/error.h"

namespace p2g {

Array sinusoids(int64_t positions, int64_t channels) {
  if (positions < 1 || channels < 1)
    fail("sinusoids", "{} positions of {} channels: each must be 1 or more", positions, channels);
  Array table = Array::uninitialized({positions, channels});
  for (int64_t c = 0; c < channels; ++c) {
    const double pair = static_cast<double>(c - c % 2) / static_cast<double>(channels);
    const double frequency = std::pow(10000.0, -pair);
    for (int64_t position = 0; position < positions; ++position) {
      const double angle = static_cast<double>(position) * frequency;
      table[position * channels + c] = static_cast<Real>(c % 2 == 0 ? std::sin(angle) : std::cos(angle));
    }
  }
  return table;
}

}  // namespace p2g
