// What holds for every operation of the room alike; each op's own properties are tested beside it.
#include "check_ops.h"
#include "op_cases.h"

namespace p2g {
namespace {

TEST(EveryOp, AgreesWithPyTorch) {
  check_golden("transformer", transformer_cases(), P2G_PHASE_DIR "/tests/golden/ops.txt");
}
TEST(EveryOp, AddsToGradientsThatAreThere) { check_accumulation(transformer_cases()); }
TEST(EveryOp, SendsNothingToConstants) { check_constants(transformer_cases()); }

}  // namespace
}  // namespace p2g
