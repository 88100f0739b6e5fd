#include "training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace p2g {

double learning_rate_at(const Schedule& s, int64_t step) {
  if (step < s.warmup)
    return s.learning_rate * static_cast<double>(step + 1) / static_cast<double>(s.warmup + 1);
  if (s.kind == "constant") return s.learning_rate;
  const double whole = static_cast<double>(std::max<int64_t>(1, s.steps - s.warmup));
  const double progress = std::min(1.0, static_cast<double>(step - s.warmup) / whole);
  const double share = 0.5 * (1 + std::cos(std::numbers::pi * progress));
  return s.min_learning_rate + share * (s.learning_rate - s.min_learning_rate);
}

}  // namespace p2g
