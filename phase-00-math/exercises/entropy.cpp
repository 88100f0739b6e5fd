#include "math/entropy.h"

#include <cmath>

#include "exercises/not_written.h"

namespace p2g {

// −Σ p log p, in nats (std::log).
double entropy(std::span<const double> p) {
  check_distribution("entropy", "p", p);  // throws unless p sums to 1
  not_written("entropy");
}

}  // namespace p2g
