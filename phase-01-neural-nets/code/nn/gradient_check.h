// Every backward rule against central differences, meant for the double build.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "nn/tensor.h"

namespace p2g {

struct GradientCase {
  std::string op;  // the name it was registered with
  std::vector<Array> inputs;
  std::function<Tensor(const std::vector<Tensor>&)> apply;  // a result of any shape
};

// The worst error over all inputs: max |analytic − numeric| / max(1e-3, max |numeric|).
// The result is turned into one number by fixed random weights. Throws if the graph holds no node of that op.
double gradient_error(const GradientCase& check);

// Names of the room's ops that no case covers.
std::vector<std::string> ops_without_case(const std::string& room, const std::vector<GradientCase>& cases);

}  // namespace p2g
