#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "attention/attend.h"
#include "attention/batched_product.h"
#include "attention/causal_mask.h"
#include "attention/flash.h"
#include "attention/multi_head.h"
#include "attention/scaled_dot_product.h"
#include "math/error.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/softmax.h"

namespace p2g {
namespace {

struct Outcome {
  Array value, gradient;
};

// The value, and the gradient of a fixed weighted sum of it.
template <typename F>
Outcome run(const Array& input, F apply) {
  const Tensor x = Tensor::parameter(input.clone());
  const Tensor y = apply(x);
  Random random(99);
  backward(y, random_normal(y.shape(), 1, random));
  return {y.value(), x.grad()};
}

TEST(Attention, FlashIsTheComposedFormulaForwardAndBackward) {
  Random random(1);
  for (const auto& [B, T, H, D] : {std::array<int64_t, 4>{2, 7, 3, 5},
                                   {1, 1, 2, 4},
                                   {1, 64, 2, 8},
                                   {2, 65, 1, 16},
                                   {1, 150, 2, 3},
                                   {1, 200, 1, 32},
                                   {1, 530, 1, 3},
                                   {1, 70, 1, 80}}) {
    const Array qkv = random_normal({B, T, 3 * H * D}, 1, random);
    const auto heads = H;
    const Outcome fused = run(qkv, [&](const Tensor& x) { return flash_attention(x, heads); });
    const Outcome composed = run(qkv, [&](const Tensor& x) { return composed_attention(x, heads); });
    EXPECT_LE(max_abs_difference(fused.value, composed.value), 2e-5) << "T = " << T;
    EXPECT_LE(max_abs_difference(fused.gradient, composed.gradient), 1e-4) << "T = " << T;
  }
}

TEST(Attention, FlashDropsTheSameWeightsAsTheComposedFormula) {
  Random random(2);
  const Array qkv = random_normal({2, 70, 3 * 8}, 1, random);
  Random one(5), other(5);
  const Outcome fused = run(qkv, [&](const Tensor& x) { return flash_attention(x, 2, 0.4, &one); });
  const Outcome composed = run(qkv, [&](const Tensor& x) { return composed_attention(x, 2, 0.4, &other); });
  EXPECT_LE(max_abs_difference(fused.value, composed.value), 2e-5);
  EXPECT_LE(max_abs_difference(fused.gradient, composed.gradient), 1e-4);
}

// Changing position 40 of the input leaves the outputs before it as they were, bit for bit.
TEST(Attention, NoPositionSeesALaterOne) {
  Random random(3);
  const Array qkv = random_normal({1, 80, 3 * 8}, 1, random);
  Array changed = qkv.clone();
  for (int64_t c = 0; c < 24; ++c) changed[40 * 24 + c] += 1;
  const Array before = flash_attention(Tensor::constant(qkv), 2).value();
  const Array after = flash_attention(Tensor::constant(changed), 2).value();
  for (int64_t i = 0; i < 40 * 8; ++i) ASSERT_EQ(before[i], after[i]) << "position " << i / 8;
  double moved = 0;
  for (int64_t i = 40 * 8; i < 80 * 8; ++i) moved += std::abs(before[i] - after[i]);
  EXPECT_GT(moved, 1);
}

// Outputs before position 40 send nothing to 40 and later.
TEST(Attention, NoGradientReachesALaterPosition) {
  Random random(12);
  const Tensor x = Tensor::parameter(random_normal({1, 80, 3 * 8}, 1, random));
  Array seed = random_normal({1, 80, 8}, 1, random);
  for (int64_t i = 40 * 8; i < 80 * 8; ++i) seed[i] = 0;
  backward(flash_attention(x, 2), seed);
  for (int64_t i = 40 * 24; i < 80 * 24; ++i) ASSERT_EQ(x.grad()[i], 0) << "position " << i / 24;
  double reached = 0;
  for (int64_t i = 0; i < 40 * 24; ++i) reached += std::abs(x.grad()[i]);
  EXPECT_GT(reached, 1);
}

// Heads do not know of each other: in another order they give the same outputs in that order, bit for bit.
TEST(Attention, HeadsMayChangePlaces) {
  Random random(13);
  const int64_t T = 70, H = 3, D = 5, C = H * D;
  const Array qkv = random_normal({1, T, 3 * C}, 1, random);
  Array turned = qkv.clone();
  for (int64_t t = 0; t < T; ++t)
    for (int64_t part = 0; part < 3; ++part)
      for (int64_t h = 0; h < H; ++h)
        for (int64_t d = 0; d < D; ++d)
          turned[t * 3 * C + part * C + (h + 1) % H * D + d] = qkv[t * 3 * C + part * C + h * D + d];
  const Array y = flash_attention(Tensor::constant(qkv), H).value();
  const Array z = flash_attention(Tensor::constant(turned), H).value();
  for (int64_t t = 0; t < T; ++t)
    for (int64_t h = 0; h < H; ++h)
      for (int64_t d = 0; d < D; ++d) ASSERT_EQ(z[t * C + (h + 1) % H * D + d], y[t * C + h * D + d]);
}

TEST(Attention, DropoutKeepsTheMean) {
  Random random(14), drops(15);
  const Array qkv = random_normal({1, 6, 12}, 1, random);
  const Array wanted = flash_attention(Tensor::constant(qkv), 2).value();
  const int draws = 4000;
  std::vector<double> mean(static_cast<size_t>(wanted.size()));
  for (int draw = 0; draw < draws; ++draw) {
    const Array y = flash_attention(Tensor::constant(qkv), 2, 0.3, &drops).value();
    for (size_t i = 0; i < mean.size(); ++i) mean[i] += y[static_cast<int64_t>(i)] / draws;
  }
  for (size_t i = 0; i < mean.size(); ++i) EXPECT_NEAR(mean[i], wanted[static_cast<int64_t>(i)], 0.06) << i;
}

TEST(Attention, TheFirstPositionCopiesItsValue) {
  Random random(4);
  const Array qkv = random_normal({1, 5, 12}, 1, random);
  const Array y = flash_attention(Tensor::constant(qkv), 2).value();
  for (int64_t c = 0; c < 4; ++c) EXPECT_NEAR(y[c], qkv[8 + c], 1e-6);
}

TEST(Attention, EqualKeysGiveTheMeanOfTheValues) {
  Array qkv = Array::zeros({1, 3, 3});  // one head of one channel; scores are all 0
  qkv[2] = 3, qkv[5] = 6, qkv[8] = 0;
  const Array y = flash_attention(Tensor::constant(qkv), 1).value();
  EXPECT_NEAR(y[0], 3, 1e-6);
  EXPECT_NEAR(y[1], 4.5, 1e-6);
  EXPECT_NEAR(y[2], 3, 1e-6);
}

TEST(Attention, LargeScoresDoNotOverflow) {
  Random random(5);
  const Array qkv = random_normal({1, 70, 24}, 60, random);
  const Outcome outcome = run(qkv, [](const Tensor& x) { return flash_attention(x, 2); });
  EXPECT_TRUE(all_finite(outcome.value));
  EXPECT_TRUE(all_finite(outcome.gradient));
}

TEST(Attention, ThreadsDoNotChangeABit) {
  Random random(6);
  const Array qkv = random_normal({2, 130, 48}, 1, random);
  const int before = thread_count();
  const auto flash = [](const Tensor& x) { return flash_attention(x, 4); };
  set_thread_count(1);
  const Outcome one = run(qkv, flash);
  set_thread_count(3);
  const Outcome three = run(qkv, flash);
  set_thread_count(before);
  EXPECT_EQ(max_abs_difference(one.value, three.value), 0);
  EXPECT_EQ(max_abs_difference(one.gradient, three.gradient), 0);
}

TEST(Attention, GradientsAddToWhatIsThere) {
  Random random(7);
  const Array qkv = random_normal({1, 66, 12}, 1, random);
  const Outcome once = run(qkv, [](const Tensor& x) { return flash_attention(x, 2); });
  const Outcome twice =
      run(qkv, [](const Tensor& x) { return flash_attention(x, 2) + flash_attention(x, 2); });
  for (int64_t i = 0; i < qkv.size(); ++i) ASSERT_NEAR(2 * once.gradient[i], twice.gradient[i], 1e-4);
}

// Queries, and keys and values as a cache holds them.
struct Cached {
  Array qkv, keys, values;
};

Cached cached(int64_t T, int64_t C, Random& random) {
  Cached c{random_normal({1, T, 3 * C}, 1, random), Array::zeros({T, C}), Array::zeros({T, C})};
  for (int64_t t = 0; t < T; ++t)
    for (int64_t i = 0; i < C; ++i) {
      c.keys[t * C + i] = c.qkv[t * 3 * C + C + i];
      c.values[t * C + i] = c.qkv[t * 3 * C + 2 * C + i];
    }
  return c;
}

// Decoding step by step, or in uneven pieces, gives the rows that training sees.
TEST(Attend, ACacheGivesTheSameRows) {
  Random random(8);
  const int64_t H = 3, D = 5, C = H * D;
  for (const int64_t T : {1, 150, 530}) {
    const Cached c = cached(T, C, random);
    const Array wanted = flash_attention(Tensor::constant(c.qkv), H).value();
    Array got = Array::zeros({T, C});
    for (const int64_t piece : {int64_t{1}, int64_t{7}, int64_t{64}, int64_t{65}, int64_t{513}, T}) {
      got.fill(0);
      for (int64_t past = 0; past < T; past += piece)
        attend(c.qkv.data() + past * 3 * C, 3 * C, c.keys.data(), c.values.data(), got.data() + past * C,
               std::min(piece, T - past), past, H, D);
      for (int64_t i = 0; i < got.size(); ++i)
        ASSERT_NEAR(got[i], wanted[i], 2e-5) << piece << " of " << T << " at a time, " << i;
    }
  }
}

TEST(Attend, ThreadsDoNotChangeABit) {
  Random random(16);
  const int64_t T = 300, H = 2, D = 16, C = H * D;
  const Cached c = cached(T, C, random);
  const int before = thread_count();
  for (const int64_t n : {1, 100}) {
    const int64_t past = T - n;
    Array one = Array::zeros({n, C}), three = Array::zeros({n, C});
    set_thread_count(1);
    attend(c.qkv.data() + past * 3 * C, 3 * C, c.keys.data(), c.values.data(), one.data(), n, past, H, D);
    set_thread_count(3);
    attend(c.qkv.data() + past * 3 * C, 3 * C, c.keys.data(), c.values.data(), three.data(), n, past, H, D);
    EXPECT_EQ(max_abs_difference(one, three), 0) << n << " queries";
  }
  set_thread_count(before);
}

TEST(CausalMask, RowsOfWeightsSumToOneAndNeverLookAhead) {
  Random random(10);
  const Tensor weights = softmax(causal_mask(Tensor::constant(random_normal({2, 5, 5}, 1, random))));
  for (int64_t row = 0; row < 10; ++row) {
    double total = 0;
    for (int64_t j = 0; j < 5; ++j) {
      const double w = weights.value()[row * 5 + j];
      total += w;
      if (j > row % 5) {
        EXPECT_EQ(w, 0);
      }
    }
    EXPECT_NEAR(total, 1, 1e-6);
  }
}

TEST(CausalSelfAttention, ListsItsParametersAsGpt2Does) {
  Random random(11);
  const CausalSelfAttention attention(8, 2, 12, random);
  Parameters parameters;
  attention.list(parameters, "h.0.attn.");
  ASSERT_EQ(parameters.size(), 4u);
  EXPECT_EQ(parameters[0].name, "h.0.attn.c_attn.weight");
  EXPECT_EQ(parameters[0].tensor.shape(), (Shape{8, 24}));
  EXPECT_EQ(parameters[3].name, "h.0.attn.c_proj.bias");
  EXPECT_EQ(attention(Tensor::constant(random_normal({2, 3, 8}, 1, random))).shape(), (Shape{2, 3, 8}));
}

template <typename F>
std::string message_of(F call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Attention, WrongShapesNameTheLikelyMistake) {
  const Tensor x = Tensor::constant(Array::zeros({2, 3, 8}));
  EXPECT_EQ(message_of([&] { flash_attention(x, 2); }),
            "[flash_attention] qkv is (2,3,8): wanted (B,T,3C) with C a multiple of 2 heads. Is it the input "
            "of c_attn?");
  EXPECT_EQ(message_of([&] { causal_mask(x); }), "[causal_mask] scores are (2,3,8), wanted (…,T,T)");
  EXPECT_EQ(message_of([&] { batched_matmul(x, x); }),
            "[batched_matmul] a is (2,3,8) and b (2,3,8): inner sizes 8 and 3 differ. Is b transposed?");
  Random random(17);
  EXPECT_EQ(message_of([&] { CausalSelfAttention(10, 3, 1, random); }),
            "[attention] 10 channels do not divide into 3 heads: choose a multiple");
}

}  // namespace
}  // namespace p2g
