#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/error.h"
#include "tokenizer/rank_correlation.h"

namespace p2g {

std::vector<double> ranks(std::span<const double> values) {
  for (const double value : values)
    if (std::isnan(value)) fail("ranks", "a value is not a number, and has no place in an order");
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t first = 0; first < order.size();) {
    size_t last = first;  // the equal values are first … last
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    for (size_t i = first; i <= last; ++i) ranks[order[i]] = static_cast<double>(first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}

}  // namespace p2g
