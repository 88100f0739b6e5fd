// What holds for every operation of the room alike; each op's own properties are tested beside it.
#include "check_ops.h"
#include "op_cases.h"

namespace p2g {
namespace {

TEST(EveryOp, AgreesWithPyTorch) { check_golden("nn", nn_cases(), P2G_PHASE_DIR "/tests/golden/ops.txt"); }
TEST(EveryOp, AddsToGradientsThatAreThere) { check_accumulation(nn_cases()); }
TEST(EveryOp, SendsNothingToConstants) { check_constants(nn_cases()); }

}  // namespace
}  // namespace p2g
