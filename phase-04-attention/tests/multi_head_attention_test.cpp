#include "attention/multi_head_attention.h"

#include <gtest/gtest.h>

#include "attention/multi_head.h"
#include "golden.h"
#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

Array columns(const Array& x, int64_t part, int64_t count) {
  const int64_t rows = x.shape().rows(), whole = x.shape().last(), width = whole / count;
  Array y = Array::zeros(x.shape().with(-1, width));
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < width; ++j) y[i * width + j] = x[i * whole + part * width + j];
  return y;
}

// GPT-2's layer with its queries, keys and values cut apart.
TEST(MultiHeadAttention, IsGpt2sLayerInFourParts) {
  Random random(1);
  const CausalSelfAttention gpt2(12, 3, 1, random);
  MultiHeadAttention apart(12, 3, random);
  Linear* parts[] = {&apart.q_proj, &apart.k_proj, &apart.v_proj};
  for (int64_t i = 0; i < 3; ++i) {
    parts[i]->weight = Tensor::parameter(columns(gpt2.c_attn.weight.value(), i, 3));
    parts[i]->bias = Tensor::parameter(columns(gpt2.c_attn.bias.value(), i, 3));
  }
  apart.o_proj = gpt2.c_proj;
  const Tensor x = Tensor::constant(random_normal({2, 7, 12}, 1, random));
  EXPECT_LE(max_abs_difference(apart(x, x, {.causal = true}).value(), gpt2(x).value()), 2e-6);
}

// nn.MultiheadAttention, over a memory of which one sequence is padded: result and all ten gradients.
TEST(MultiHeadAttention, IsPyTorchs) {
  const Golden golden(P2G_PHASE_DIR "/tests/golden/multi_head.txt");
  std::vector<Tensor> in;
  for (int i = 0; i < 10; ++i)
    in.push_back(Tensor::parameter(golden.array(fmt::format("multi_head.in{}", i))));
  Random random(5);
  MultiHeadAttention attention(8, 2, random);
  attention.q_proj.weight = in[2], attention.k_proj.weight = in[3], attention.v_proj.weight = in[4];
  attention.o_proj.weight = in[5], attention.q_proj.bias = in[6], attention.k_proj.bias = in[7];
  attention.v_proj.bias = in[8], attention.o_proj.bias = in[9];
  const Tensor y = attention(in[0], in[1], {.key_lengths = {5, 3}});
  EXPECT_TRUE(near_golden(y.value(), golden.array("multi_head.y"), 1e-5));
  backward(y, golden.array("multi_head.dy"));
  const size_t key_bias =
      7;  // adds the same to all scores of a query, which softmax does not see: no gradient
  for (size_t i = 0; i < in.size(); ++i)
    if (i == key_bias)
      EXPECT_LE(max_abs_difference(in[i].grad(), Array::zeros({8})), 1e-5);
    else
      EXPECT_TRUE(near_golden(in[i].grad(), golden.array(fmt::format("multi_head.d{}", i)), 1e-5))
          << "input " << i;
}

TEST(MultiHeadAttention, CrossesToAnotherSequence) {
  Random random(2);
  const MultiHeadAttention attention(8, 4, random, /*kv_head_count=*/2, /*with_bias=*/false);
  const Tensor x = Tensor::constant(random_normal({2, 3, 8}, 1, random));
  const Tensor memory = Tensor::constant(random_normal({2, 5, 8}, 1, random));
  EXPECT_EQ(attention(x, memory, {}).shape(), (Shape{2, 3, 8}));
  const Tensor weights = attention.weights(x, memory, {.key_lengths = {5, 2}});
  EXPECT_EQ(weights.shape(), (Shape{2, 4, 3, 5}));
  for (int64_t row = 12; row < 24; ++row)
    for (int64_t j = 2; j < 5; ++j) EXPECT_EQ(weights.value()[row * 5 + j], 0) << "padding, row " << row;
  Parameters parameters;
  attention.list(parameters, "encoder_attn.");
  ASSERT_EQ(parameters.size(), 4u);
  EXPECT_EQ(parameters[1].name, "encoder_attn.k_proj.weight");
  EXPECT_EQ(parameters[1].tensor.shape(), (Shape{8, 4}));
}

// With rotary positions, attention over a longer past moves with the queries: the last row of a sequence
// alone.
TEST(MultiHeadAttention, RotaryQueriesAreTheNewestPositions) {
  Random random(3);
  MultiHeadAttention attention(8, 2, random);
  attention.rotary = RopePairs::halves;
  const Array all = random_normal({1, 6, 8}, 1, random);
  Array newest = Array::zeros({1, 2, 8});
  for (int64_t i = 0; i < 16; ++i) newest[i] = all[32 + i];
  const Tensor memory = Tensor::constant(all);
  const Array whole = attention(memory, memory, {.causal = true}).value();
  const Array part = attention(Tensor::constant(newest), memory, {.causal = true}).value();
  for (int64_t i = 0; i < 16; ++i) EXPECT_NEAR(part[i], whole[32 + i], 1e-6);
  attention.rotary.reset();
  EXPECT_GT(max_abs_difference(attention(memory, memory, {.causal = true}).value(), whole), 1e-3);
}

TEST(MultiHeadAttention, HeadsMustDivide) {
  Random random(4);
  EXPECT_EQ(error_of([&] { MultiHeadAttention(8, 4, random, 3); }),
            "[attention] 4 heads cannot share 3 heads of keys and values: wanted a divisor");
}

}  // namespace
}  // namespace p2g
