// What experiments over seeds have in common: all seeds on all cores, in an order that threads do not change.
#pragma once

#include <algorithm>
#include <vector>

#include "math/threads.h"

namespace p2g {

// body(seed) for seeds 1 … n.
template <typename Body>
auto over_seeds(int64_t n, Body body) {
  std::vector<decltype(body(uint64_t(1)))> results(static_cast<size_t>(n));
  parallel_for(n, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      results[static_cast<size_t>(i)] = body(static_cast<uint64_t>(i + 1));
  });
  return results;
}

template <typename T>
T median(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace p2g
