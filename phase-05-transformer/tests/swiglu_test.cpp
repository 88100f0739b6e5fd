#include "transformer/swiglu.h"

#include <gtest/gtest.h>

#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"
#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "throws.h"
#include "transformer/gpt.h"

namespace p2g {
namespace {

// sigmoid of −1, 0, 1 is 0.268941, 0.5, 0.731059.
TEST(SwiGlu, OfThreeNumbersByHand) {
  const Array gate = Array::of({3}, {-1, 0, 1}), up = Array::of({3}, {10, 20, 30});
  Array y = Array::uninitialized({3});
  swiglu_row(gate.data(), up.data(), y.data(), 3);
  EXPECT_TRUE(close_to(y, Array::of({3}, {-2.689414, 0, 21.931757}), 1e-5,
                       {{"silu(v) is v·sigmoid(v): this gate has no v, as in GLU", {2.689414, 10, 21.931757}},
                        {"the other half is the gate: silu(gate) ⊙ up", {-9.9995460, 0, 30}},
                        {"silu(gate) must be multiplied by up", {-0.268941, 0, 0.731059}}},
                       "gate · sigmoid(gate) · up"));
}

TEST(SwiGlu, GradientOfThreeNumbersByHand) {
  const Array gate = Array::of({3}, {-1, 0, 1}), up = Array::of({3}, {10, 20, 30}), dy = Array::full({3}, 1);
  Array dgate = Array::uninitialized({3}), dup = Array::uninitialized({3});
  swiglu_row_gradient(gate.data(), up.data(), dy.data(), dgate.data(), dup.data(), 3);
  EXPECT_TRUE(close_to(dup, Array::of({3}, {-0.268941, 0, 0.731059}), 1e-5, {}, "dy ⊙ silu(gate)"));
  EXPECT_TRUE(close_to(dgate, Array::of({3}, {0.7232949, 10, 27.8301154}), 1e-5,
                       {{"v·sigmoid(v) is a product: its second term is missing", {2.689414, 10, 21.931757}},
                        {"the gate's gradient is weighed by up", {0.0723295, 0.5, 0.9276705}}},
                       "dy ⊙ up ⊙ (s + v·s·(1 − s))"));
}

TEST(SwiGlu, IsTheComposition) {
  Random random(1);
  const Array a = random_normal({3, 50, 70}, 2, random), b = random_normal({3, 50, 70}, 1, random),
              dy = random_normal({3, 50, 70}, 1, random);
  const Tensor g1 = Tensor::parameter(a), u1 = Tensor::parameter(b), g2 = Tensor::parameter(a.clone()),
               u2 = Tensor::parameter(b.clone());
  const Tensor fused = swiglu(g1, u1), composed = g2 * sigmoid(g2) * u2;
  EXPECT_LE(max_abs_difference(fused.value(), composed.value()), 2e-6);
  backward(fused, dy.clone());
  backward(composed, dy.clone());
  EXPECT_LE(max_abs_difference(g1.grad(), g2.grad()), 1e-5);
  EXPECT_LE(max_abs_difference(u1.grad(), u2.grad()), 1e-5);
}

// Where the gate is far below 0 nothing passes; far above, gate times up.
TEST(SwiGlu, OpensAndCloses) {
  const Array gate = Array::of({2}, {-100, 100}), up = Array::of({2}, {3, 3});
  Array y = Array::uninitialized({2});
  swiglu_row(gate.data(), up.data(), y.data(), 2);
  EXPECT_NEAR(y[0], 0, 1e-30);
  EXPECT_NEAR(y[1], 300, 1e-4);
}

// ⅔·4C: three matrices hold what two of GPT-2's did, up to the rounding to whole channels.
TEST(SwiGlu, HasAsManyNumbersAsTheMlpThatItReplaces) {
  Random random(2);
  for (const int64_t C : {12, 48, 64, 768}) {
    Parameters ours, gpts;
    SwiGlu(C, swiglu_width(C), 2, random).list(ours, "");
    Mlp(C, 2, random).list(gpts, "");
    const int64_t biases = 5 * C;
    EXPECT_LE(std::abs(parameter_count(ours) - (parameter_count(gpts) - biases)), 3 * C) << C;
    if (C % 3 == 0) {
      EXPECT_EQ(parameter_count(ours), parameter_count(gpts) - biases) << C;
    }
  }
  EXPECT_EQ(swiglu_width(4096, 256), 11008);  // LLaMA-7B's (from memory)
}

TEST(SwiGlu, RefusesHalvesOfDifferentShapes) {
  EXPECT_TRUE(
      says(error_of([&] {
             (void)swiglu(Tensor::constant(Array::zeros({2, 3})), Tensor::constant(Array::zeros({2, 4})));
           }),
           {"[swiglu]", "up", "(2,4)", "(2,3)"}));
  EXPECT_TRUE(says(error_of([] { (void)swiglu_width(0); }), {"[swiglu]", "0 channels"}));
}

}  // namespace
}  // namespace p2g
