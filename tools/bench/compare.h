// Workloads against their peers: every round of one beside a round of the others, medians and ratios.
#pragma once

#include <string>
#include <vector>

#include "workload.h"

namespace p2g {

struct Settings {
  std::string self;                // this program, to run itself as a worker
  std::vector<std::string> peers;  // Pythons with PyTorch
  std::string peer_script;
  int rounds = 0;     // 0: each workload's own number
  std::string table;  // a file that gets the numbers too, or empty
};

void compare(const std::vector<Workload>& chosen, const Settings& settings);

}  // namespace p2g
