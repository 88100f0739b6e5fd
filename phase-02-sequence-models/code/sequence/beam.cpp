#include "sequence/beam.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "math/error.h"

namespace p2g {

std::vector<Extension> best_extensions(std::span<const double> so_far, const Array& next, size_t width) {
  check_shape("beam", "next", next.shape(), {std::ssize(so_far), next.shape().last()});
  const auto V = static_cast<size_t>(next.shape().last());
  std::vector<Extension> all;
  for (size_t n = 0; n < so_far.size(); ++n)
    for (size_t v = 0; v < V; ++v)
      all.push_back({n, static_cast<int32_t>(v), so_far[n] + static_cast<double>(next.data()[n * V + v])});
  const auto better = [](const Extension& a, const Extension& b) {
    return std::tuple(-a.log_p, a.from, a.id) < std::tuple(-b.log_p, b.from, b.id);
  };
  const auto kept = all.begin() + static_cast<std::ptrdiff_t>(std::min(width, all.size()));
  std::partial_sort(all.begin(), kept, all.end(), better);
  all.erase(kept, all.end());
  return all;
}

double normalised(double log_p, int64_t length, double alpha) {
  return log_p / std::pow(static_cast<double>(length), alpha);
}

}  // namespace p2g
