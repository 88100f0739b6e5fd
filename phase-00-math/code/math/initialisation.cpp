#include "math/initialisation.h"

#include <cmath>

#include "math/error.h"

namespace p2g {
namespace {

double root_of_ratio(double above, int64_t below) {
  if (below < 1) fail("initialisation", "{} inputs and outputs, wanted 1 or more", below);
  return std::sqrt(above / static_cast<double>(below));
}

}  // namespace

double glorot_deviation(int64_t in, int64_t out) { return root_of_ratio(2, in + out); }
double glorot_bound(int64_t in, int64_t out) { return root_of_ratio(6, in + out); }
double he_deviation(int64_t in) { return root_of_ratio(2, in); }

void fill_glorot(Array& weights, Random& random) {
  check_rank("initialisation", "W", weights.shape(), 2);
  const double bound = glorot_bound(weights.shape()[0], weights.shape()[1]);
  fill_uniform(weights, -bound, bound, random);
}

void fill_he(Array& weights, Random& random) {
  check_rank("initialisation", "W", weights.shape(), 2);
  fill_normal(weights, 0, he_deviation(weights.shape()[0]), random);
}

}  // namespace p2g
