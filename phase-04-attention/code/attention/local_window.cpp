#include "attention/local_window.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"

namespace p2g {

Array window_around(const Array& centre, const Array& mask, int64_t half_window) {
  const int64_t B = centre.shape()[0], T = centre.shape()[1], S = mask.shape().last();
  check_shape("window_around", "the mask", mask.shape(), {B, S});
  Array window = Array::zeros({B, T, S});
  for (int64_t i = 0; i < B * T; ++i)
    for (int64_t s = 0; s < S; ++s) {
      const bool near = std::abs(static_cast<Real>(s) - centre[i]) <= static_cast<Real>(half_window);
      window[i * S + s] = near ? mask[i / T * S + s] : Real(0);
    }
  return window;
}

Array monotonic_centres(const Array& mask, int64_t first, int64_t steps) {
  const int64_t B = mask.shape()[0], S = mask.shape()[1];
  Array centres = Array::uninitialized({B, steps});
  for (int64_t b = 0; b < B; ++b) {
    const auto length = static_cast<int64_t>(std::count(mask.data() + b * S, mask.data() + (b + 1) * S, 1));
    for (int64_t t = 0; t < steps; ++t)
      centres[b * steps + t] = static_cast<Real>(std::min(first + t, length - 1));
  }
  return centres;
}

}  // namespace p2g
