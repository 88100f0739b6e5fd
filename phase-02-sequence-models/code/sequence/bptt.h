// Back-propagation through time by hand, for the smallest recurrent network there is: one unit, one input.
//
//   h_t = tanh(w·x_t + u·h_{t−1} + b), h_0 = 0;  E = Σ ½(h_t − target_t)² over the steps that have a target
#pragma once

#include <limits>
#include <vector>

namespace p2g {

struct OneUnit {
  double w, u, b;
};

inline constexpr double kNoTarget = std::numeric_limits<double>::quiet_NaN();

// h_1 … h_T for x_1 … x_T.
std::vector<double> run(const OneUnit& unit, const std::vector<double>& x);
double error_of(const std::vector<double>& h, const std::vector<double>& target);

// ∂E/∂w, ∂E/∂u and ∂E/∂b, from the last step to the first.
OneUnit through_time(const OneUnit& unit, const std::vector<double>& x, const std::vector<double>& target);

}  // namespace p2g
