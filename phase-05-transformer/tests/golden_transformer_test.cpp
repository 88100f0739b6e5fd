// A small transformer of 2017 against PyTorch's nn.Transformer in double precision: every layer's output, the
// loss, and every gradient; with padded sources, post-norm and pre-norm.
#include <gtest/gtest.h>

#include "golden.h"
#include "nn/arithmetic.h"
#include "nn/embedding.h"
#include "transformer/encoder_decoder.h"
#include "transformer/position.h"

namespace p2g {
namespace {

constexpr double kTolerance = 1e-5;

EncoderDecoderConfig config_of(bool pre_norm) {
  EncoderDecoderConfig config{.source_words = 11, .target_words = 11};
  config.stack = {.channels = 8, .inner = 12, .heads = 2, .layers = 2, .pre_norm = pre_norm};
  config.dropout = 0, config.longest = 7;
  return config;
}

// Element i of parameter p is centre ± 0.5, from bits (p, i); norms' weights are centred on 1.
EncoderDecoder formula_transformer(bool pre_norm) {
  Random unused(0);
  EncoderDecoder model(config_of(pre_norm), unused);
  uint64_t p = 0;
  for (NamedTensor& parameter : model.parameters()) {
    const bool norm_weight =
        parameter.name.find("norm") != std::string::npos && parameter.name.ends_with("weight");
    const double centre = norm_weight ? 1 : 0;
    Random stream = Random::restored(p++, 0);
    fill_uniform(parameter.tensor.mutable_value(), centre - 0.5, centre + 0.5, stream);
  }
  return model;
}

class GoldenTransformer : public ::testing::TestWithParam<bool> {
 protected:
  GoldenTransformer()
      : golden(P2G_PHASE_DIR "/tests/golden/transformer.txt"), model(formula_transformer(GetParam())) {
    batch = {golden.ids("source"), {5, 3}, golden.ids("inputs"), golden.ids("targets")};
  }
  Array wanted(const std::string& name) const { return golden.array((GetParam() ? "pre." : "post.") + name); }

  Golden golden;
  EncoderDecoder model;
  TranslationBatch batch;
};

TEST_P(GoldenTransformer, EveryLayer) {
  const auto enter = [&](const Ids& ids) {
    const Tensor x = scale(embedding(ids, model.target_table), std::sqrt(8.0));
    return add_positions(x, Tensor::constant(model.positions));
  };
  std::vector<Tensor> encoded, decoded;
  const Visible source{.key_lengths = batch.source_lengths};
  const Tensor memory = model.encoder(enter(batch.source), source, 0, nullptr, &encoded);
  (void)model.decoder(enter(batch.inputs), memory, source, 0, nullptr, &decoded);
  ASSERT_EQ(encoded.size(), 2u);
  ASSERT_EQ(decoded.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_TRUE(near_golden(encoded[i].value(), wanted("encoder." + std::to_string(i)), kTolerance)) << i;
    EXPECT_TRUE(near_golden(decoded[i].value(), wanted("decoder." + std::to_string(i)), kTolerance)) << i;
  }
  EXPECT_TRUE(near_golden(memory.value(), wanted("memory"), kTolerance));
}

TEST_P(GoldenTransformer, Logits) {
  EXPECT_TRUE(near_golden(model.logits(batch).value(), wanted("logits"), kTolerance));
}

TEST_P(GoldenTransformer, LossAndEveryGradient) {
  const Tensor loss = model.loss(batch);
  EXPECT_NEAR(loss.item(), wanted("loss").item(), kTolerance);
  backward(loss);
  // A key's bias moves all scores of a query alike: its gradient is 0 but for rounding.
  for (const NamedTensor& p : model.parameters())
    if (p.name.ends_with("k_proj.bias"))
      for (int64_t i = 0; i < p.tensor.grad().size(); ++i) EXPECT_NEAR(p.tensor.grad()[i], 0, 1e-6) << p.name;
    else
      EXPECT_TRUE(near_golden(p.tensor.grad(), wanted("grad." + p.name), kTolerance)) << p.name;
}

INSTANTIATE_TEST_SUITE_P(Norms, GoldenTransformer, ::testing::Bool(),
                         [](const auto& form) { return form.param ? "pre" : "post"; });

}  // namespace
}  // namespace p2g
