// The operations of recurrent attention: PyTorch's numbers, and what holds for every operation alike.
#include "alignment_cases.h"
#include "check_ops.h"
#include "op_cases.h"

namespace p2g {
namespace {

TEST(AlignmentOps, AgreeWithPyTorch) {
  check_golden("attention", alignment_cases(), P2G_PHASE_DIR "/tests/golden/alignment_ops.txt",
               attention_cases());
}
TEST(AlignmentOps, AddToGradientsThatAreThere) { check_accumulation(alignment_cases()); }
TEST(AlignmentOps, SendNothingToConstants) { check_constants(alignment_cases()); }

}  // namespace
}  // namespace p2g
