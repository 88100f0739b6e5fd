#include "fused_equals_composed.h"

namespace p2g {
namespace {

TEST(LstmFused, IsTheComposedRunInDouble) { check_fused_equals_composed(1e-13); }

}  // namespace
}  // namespace p2g
