// A whole small GPT against PyTorch in double precision: logits, loss, every gradient.
#include <gtest/gtest.h>

#include "formula_gpt.h"
#include "golden.h"

namespace p2g {
namespace {

constexpr double kTolerance = 1e-5;

class GoldenGpt : public ::testing::Test {
 protected:
  GoldenGpt() : golden(P2G_PHASE_DIR "/tests/golden/gpt.txt"), gpt(formula_gpt(config())) {}

  static GptConfig config() {
    GptConfig c;
    c.vocabulary = 37, c.context = 19, c.channels = 32, c.layers = 2, c.heads = 4;
    return c;
  }

  Golden golden;
  Gpt gpt;
};

TEST_F(GoldenGpt, Logits) {
  EXPECT_TRUE(near_golden(gpt.logits(golden.ids("ids")).value(), golden.array("logits"), kTolerance));
}

TEST_F(GoldenGpt, LossAndEveryGradient) {
  const Tensor loss = gpt.loss(golden.ids("ids"), golden.ids("targets"));
  EXPECT_NEAR(loss.item(), golden.number("loss"), kTolerance);
  backward(loss);
  for (const NamedTensor& p : gpt.parameters())
    EXPECT_TRUE(near_golden(p.tensor.grad(), golden.array("grad." + p.name), kTolerance)) << p.name;
}

// The golden file's ids come from the same formula as the weights: random_bits is the same in both languages.
TEST_F(GoldenGpt, IdsFollowTheFormula) {
  const Ids ids = golden.ids("ids");
  for (int64_t i = 0; i < ids.size(); ++i)
    EXPECT_EQ(static_cast<uint64_t>(ids[i]), random_bits(1000, static_cast<uint64_t>(i)) % 37);
}

}  // namespace
}  // namespace p2g
