// A whole translator with additive attention against PyTorch: tools/reference/golden_translator.py.
#include <gtest/gtest.h>

#include "attention/attention_seq2seq.h"
#include "golden.h"
#include "nn/cross_entropy.h"

namespace p2g {
namespace {

TEST(Translator, WalksAsPyTorchDoes) {
  const Golden golden(P2G_PHASE_DIR "/tests/golden/translator.txt");
  Random random(1);
  const AttentionSeq2Seq model({9, 9, 3, 4, 1}, bahdanau_form(), random);
  for (NamedTensor& p : model.parameters()) p.tensor.mutable_value().copy_from(golden.array(p.name));
  const std::vector<IdPair> pairs{{{5, 6, 7}, {8, 7}}, {{4, 8}, {5, 6}}};
  const PairBatch batch = batch_of(pairs, false);
  Array weights;
  const Tensor logits = model(batch, {}, &weights);
  for (int64_t b = 0; b < 2; ++b) {
    const Array wanted = golden.array(fmt::format("logits{}", b)),
                seen = golden.array(fmt::format("weights{}", b));
    const int64_t S = seen.shape()[1];
    for (int64_t t = 0; t < 3; ++t) {
      for (int64_t v = 0; v < 9; ++v)
        EXPECT_NEAR(logits.value()[(t * 2 + b) * 9 + v], wanted[t * 9 + v], 1e-5);
      for (int64_t s = 0; s < 3; ++s)
        EXPECT_NEAR(weights[(b * 3 + t) * 3 + s], s < S ? seen[t * S + s] : 0, 1e-5);
    }
  }
  const Tensor loss = cross_entropy(logits, batch.targets);
  EXPECT_NEAR(loss.item(), golden.number("loss"), 1e-5);
  backward(loss);
  for (const NamedTensor& p : model.parameters())
    EXPECT_TRUE(near_golden(p.tensor.grad(), golden.array("d." + p.name), 1e-5)) << p.name;
}

}  // namespace
}  // namespace p2g
