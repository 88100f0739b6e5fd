#include "nn/op.h"

namespace p2g {
namespace {

std::vector<const Op*>& registry() {
  static std::vector<const Op*> ops;
  return ops;
}

}  // namespace

Op::Op(const char* op_room, const char* op_name) : room(op_room), name(op_name) {
  registry().push_back(this);
}

const std::vector<const Op*>& all_ops() { return registry(); }

}  // namespace p2g
