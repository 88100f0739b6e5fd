#include <algorithm>

#include "attention/heads.h"
#include "math/threads.h"

namespace p2g {

Array heads_apart(const Array& x, int64_t H) {
  const int64_t B = x.shape()[0], T = x.shape()[1], D = x.shape()[2] / H;
  Array y = Array::uninitialized({B, H, T, D});
  parallel_for(B * H, 1, [&](int64_t first, int64_t last) {
    for (int64_t bh = first; bh < last; ++bh)
      for (int64_t t = 0; t < T; ++t)
        std::copy_n(x.data() + ((bh / H * T + t) * H + bh % H) * D, D, y.data() + (bh * T + t) * D);
  });
  return y;
}

Array heads_together(const Array& x) {
  const int64_t B = x.shape()[0], H = x.shape()[1], T = x.shape()[2], D = x.shape()[3];
  Array y = Array::uninitialized({B, T, H * D});
  parallel_for(B * H, 1, [&](int64_t first, int64_t last) {
    for (int64_t bh = first; bh < last; ++bh)
      for (int64_t t = 0; t < T; ++t)
        std::copy_n(x.data() + (bh * T + t) * D, D, y.data() + ((bh / H * T + t) * H + bh % H) * D);
  });
  return y;
}

}  // namespace p2g
