#include "sequence/kneser_ney.h"

#include <algorithm>

namespace p2g {

double discount_of(int64_t once, int64_t twice) {
  return once == 0 ? 0 : static_cast<double>(once) / static_cast<double>(once + 2 * twice);
}

double kneser_ney(const Followers& after, double discount, double below) {
  const auto total = static_cast<double>(after.total);
  const double kept = std::max(0.0, static_cast<double>(after.count) - discount);
  const double taken = discount * static_cast<double>(after.distinct);
  return kept / total + taken / total * below;
}

}  // namespace p2g
