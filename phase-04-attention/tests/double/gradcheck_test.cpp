#include "alignment_cases.h"
#include "check_ops.h"
#include "op_cases.h"

namespace p2g {
namespace {

TEST(Gradients, EveryOpOfTheRoomIsCheckedInDouble) {
  std::vector<GradientCase> all = attention_cases();
  for (const GradientCase& check : alignment_cases()) all.push_back(check);
  check_gradients("attention", all);
}

}  // namespace
}  // namespace p2g
