#include "math/elementwise.h"

#include <algorithm>

namespace p2g {

void add_row(Array& y, const Array& bias) {
  check_shape("add_row", "bias", bias.shape(), {y.shape().last()});
  const int64_t rows = y.shape().rows(), C = y.shape().last();
  const Real* b = bias.data();
  Real* out = y.data();
  parallel_for(rows, std::max<int64_t>(1, kElementGrain / std::max<int64_t>(1, C)),
               [=](int64_t first, int64_t last) {
                 for (int64_t row = first; row < last; ++row)
                   for (int64_t c = 0; c < C; ++c) out[row * C + c] += b[c];
               });
}

}  // namespace p2g
