// Three AdamW steps of a whole small GPT against PyTorch in double precision: the loss, and every weight
// after each step.
#include <gtest/gtest.h>

#include "formula_gpt.h"
#include "golden.h"
#include "training/adamw.h"

namespace p2g {
namespace {

TEST(GoldenAdamW, ThreeStepsOfAGpt) {
  const Golden golden(P2G_PHASE_DIR "/tests/golden/adamw.txt");
  GptConfig config;
  config.vocabulary = 11, config.context = 9, config.channels = 8, config.layers = 2, config.heads = 2;
  const Gpt gpt = formula_gpt(config);
  AdamWSettings settings;  // the rest as in GPT-3: β 0.9 and 0.95, decay 0.1 on matrices only
  settings.epsilon = 1e-5;
  AdamW adamw(gpt.parameters(), settings);
  for (const char* step : {"step1.", "step2.", "step3."}) {
    zero_grad(gpt.parameters());
    const Tensor loss = gpt.loss(golden.ids("ids"), golden.ids("targets"));
    EXPECT_NEAR(loss.item(), golden.number(std::string(step) + "loss"), 1e-5) << step;
    backward(loss);
    adamw.step(3e-3);
    for (const NamedTensor& p : gpt.parameters()) {
      const Array wanted = golden.array(step + p.name);
      Array got = p.tensor.value().clone();
      if (p.name.ends_with("c_attn.bias")) {
        // The gradient of the keys' bias is 0 (softmax does not see it); Adam makes steps of its rounding.
        EXPECT_TRUE(near_golden(got, wanted, 4e-5)) << step << p.name;
        for (int64_t key = config.channels; key < 2 * config.channels; ++key) got[key] = wanted[key];
      }
      EXPECT_TRUE(near_golden(got, wanted, 1e-5)) << step << p.name;
    }
  }
}

}  // namespace
}  // namespace p2g
