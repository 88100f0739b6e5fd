#include "transformer/head_loss.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "math/reduce.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/product.h"
#include "throws.h"

namespace p2g {
namespace {

struct Outcome {
  double loss;
  Array dx, dwte;
};

template <typename F>
Outcome run(F loss_of, double above) {
  Random random(1);
  const Tensor x = Tensor::parameter(random_normal({2, 37, 20}, 1, random)),
               wte = Tensor::parameter(random_normal({301, 20}, 1, random));
  Ids targets = Ids::filled({2, 37}, kIgnored);
  for (int64_t i = 0; i < targets.size(); ++i)
    if (i % 5 != 3) targets[i] = static_cast<int32_t>(random.below(301));
  const Tensor loss = loss_of(x, wte, targets);
  const double value = static_cast<double>(loss.item());
  backward(scale(loss, above));
  return {value, x.grad(), wte.grad()};
}

TEST(HeadCrossEntropy, IsTheHeadAndThenTheLoss) {
  for (const double above : {1.0, 0.25}) {  // as where gradients of several small batches are averaged
    const Outcome fused = run([](auto& x, auto& w, auto& t) { return head_cross_entropy(x, w, t); }, above);
    const Outcome composed =
        run([](auto& x, auto& w, auto& t) { return cross_entropy(matmul_nt(x, w), t); }, above);
    EXPECT_NEAR(fused.loss, composed.loss, 1e-5);
    EXPECT_LE(max_abs_difference(fused.dx, composed.dx), 1e-6);
    EXPECT_LE(max_abs_difference(fused.dwte, composed.dwte), 1e-6);
  }
}

TEST(HeadCrossEntropy, RefusesWhatDoesNotFit) {
  const auto loss = [](const Shape& x, const Shape& wte, const Ids& targets) {
    return error_of([&] {
      (void)head_cross_entropy(Tensor::constant(Array::zeros(x)), Tensor::constant(Array::zeros(wte)),
                               targets);
    });
  };
  EXPECT_TRUE(says(loss({2, 4}, {9, 5}, Ids({1, 2})), {"[head_cross_entropy]", "(2,4)", "(9,5)"}));
  EXPECT_TRUE(
      says(loss({2, 4}, {9, 4}, Ids({1, 2, 3})), {"[head_cross_entropy]", "(3)", "one target a row"}));
  EXPECT_TRUE(says(loss({2, 4}, {9, 4}, Ids({1, 9})), {"target 9", "position 1", "vocabulary of 9"}));
  EXPECT_TRUE(says(loss({2, 4}, {9, 4}, Ids({-1, -1})), {"none of the 2"}));
  EXPECT_TRUE(says(loss({2, 4}, {36}, Ids({1, 1})), {"wte", "(36)"}));
}

}  // namespace
}  // namespace p2g
