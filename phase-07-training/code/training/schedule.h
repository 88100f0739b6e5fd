// The learning rate over time.
#pragma once

#include <cstdint>
#include <string>

namespace p2g {

struct Schedule {
  std::string kind = "cosine";  // or "constant", after the warm-up
  double learning_rate = 6e-4, min_learning_rate = 6e-5;
  int64_t warmup = 0, steps = 1000;
};

// Step counts from 0. Linear up to learning_rate over `warmup` steps, then down to min_learning_rate along
// half a cosine (Loshchilov and Hutter 2017) at step `steps`.
double learning_rate_at(const Schedule& schedule, int64_t step);

}  // namespace p2g
