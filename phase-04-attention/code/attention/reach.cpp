#include "attention/reach.h"

#include <algorithm>

namespace p2g {

int64_t Reach::first(int64_t i) const {
  const int64_t position = i + past;
  return causal && window > 0 ? std::max<int64_t>(0, position - window + 1) : 0;
}

int64_t Reach::end(int64_t i) const {
  const int64_t position = i + past;
  return causal ? std::min(keys, position + 1) : keys;
}

}  // namespace p2g
