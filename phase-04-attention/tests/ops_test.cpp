// What holds for every operation of the room alike; each op's own properties are tested beside it.
#include "alignment_cases.h"
#include "check_ops.h"
#include "op_cases.h"

namespace p2g {
namespace {

TEST(EveryOp, AgreesWithPyTorch) {
  check_golden("attention", attention_cases(), P2G_PHASE_DIR "/tests/golden/ops.txt", alignment_cases());
}
TEST(EveryOp, AddsToGradientsThatAreThere) { check_accumulation(attention_cases()); }
TEST(EveryOp, SendsNothingToConstants) { check_constants(attention_cases()); }

}  // namespace
}  // namespace p2g
