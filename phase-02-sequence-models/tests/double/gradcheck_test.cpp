#include "check_ops.h"
#include "op_cases.h"

namespace p2g {
namespace {

TEST(Gradients, EveryOpOfTheRoomIsCheckedInDouble) { check_gradients("sequence", sequence_cases()); }

}  // namespace
}  // namespace p2g
