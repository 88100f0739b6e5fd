// One step of beam search: of all ways to go on, keep the best few (Lowerre 1976; Sutskever et al. 2014).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "math/array.h"

namespace p2g {

struct Extension {
  size_t from;   // which of the N beginnings goes on
  int32_t id;    // with which symbol
  double log_p;  // of the beginning and this symbol together
};

// so_far (N): log p of each beginning; next (N,V): log p of each symbol after it. The `width` largest sums,
// the largest first; of equal ones the earlier beginning first, then the smaller id. Fewer if there are not
// so many.
std::vector<Extension> best_extensions(std::span<const double> so_far, const Array& next, size_t width);

// log p / length^alpha. A sum of logarithms falls with every symbol, so that short answers would win; alpha =
// 1 compares means, 0 sums. length from 1.
double normalised(double log_p, int64_t length, double alpha);

}  // namespace p2g
