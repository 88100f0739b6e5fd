// Every differentiable operation has a name and a room, kept in one list: a test walks it, so that none goes
// unchecked.
#pragma once

#include <vector>

namespace p2g {

// Defined once beside each operation: `const Op kAdd("nn", "add");`
struct Op {
  Op(const char* room, const char* name);
  Op(const Op&) = delete;
  Op& operator=(const Op&) = delete;

  const char* room;
  const char* name;
};

const std::vector<const Op*>& all_ops();  // of the rooms that this program links

}  // namespace p2g
