// LLaMA, Mistral and BERT against the library transformers in double precision: logits, loss, every gradient.
#include <gtest/gtest.h>

#include "formula_weights.h"
#include "golden.h"
#include "math/reduce.h"
#include "transformer/bert.h"
#include "transformer/modern.h"

namespace p2g {
namespace {

constexpr double kTolerance = 1e-5;

void expect_gradients(const Golden& golden, const Parameters& parameters) {
  for (const NamedTensor& p : parameters)
    if (p.name.ends_with("key.bias"))  // shifts all scores of a query alike: zero but for rounding
      EXPECT_LE(max_abs_difference(p.tensor.grad(), Array::zeros(p.tensor.shape())), 1e-6) << p.name;
    else
      EXPECT_TRUE(near_golden(p.tensor.grad(), golden.array("grad." + p.name), kTolerance)) << p.name;
}

void expect_modern(const std::string& family, int64_t window) {
  const Golden golden(P2G_PHASE_DIR "/tests/golden/" + family + ".txt");
  ModernConfig c;
  c.vocabulary = 37, c.context = 32, c.channels = 16, c.layers = 2, c.heads = 4, c.kv_heads = 2;
  c.mlp_width = 24, c.window = window;
  Random unused(0);
  const Modern model(c, unused);
  set_formula_weights(model.parameters());
  const Ids ids = golden.ids("ids");
  EXPECT_TRUE(near_golden(model.logits(ids).value(), golden.array("logits"), kTolerance));
  const Tensor loss = model.loss(ids, golden.ids("targets"));
  EXPECT_NEAR(loss.item(), golden.number("loss"), kTolerance);
  backward(loss);
  expect_gradients(golden, model.parameters());
}

TEST(GoldenModern, Llama) { expect_modern("llama", 0); }
TEST(GoldenModern, MistralWithAWindowOfFive) { expect_modern("mistral", 5); }

TEST(GoldenModern, Bert) {
  const Golden golden(P2G_PHASE_DIR "/tests/golden/bert.txt");
  BertConfig c;
  c.vocabulary = 37, c.context = 20, c.channels = 16, c.layers = 2, c.heads = 4, c.mlp_width = 24;
  Random unused(0);
  const Bert bert(c, unused);
  set_formula_weights(bert.parameters());
  const BertInput input{golden.ids("ids"), golden.ids("segments"), {11, 8}};
  const Array logits = bert.logits(input).value();
  EXPECT_TRUE(near_golden(logits.slice(0, 1).reshaped({11, 37}), golden.array("logits0"), kTolerance));
  EXPECT_TRUE(
      near_golden(logits.slice(1, 1).reshaped({11, 37}).slice(0, 8), golden.array("logits1"), kTolerance));
  const Tensor loss = bert.loss(input, golden.ids("targets"));
  EXPECT_NEAR(loss.item(), golden.number("loss"), kTolerance);
  backward(loss);
  expect_gradients(golden, bert.parameters());
}

}  // namespace
}  // namespace p2g
