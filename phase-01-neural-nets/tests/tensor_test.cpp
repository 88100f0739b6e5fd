// The graph: values forward, gradients backward, and what may go wrong on the way.
#include "nn/tensor.h"

#include <gtest/gtest.h>

#include <limits>

#include "math/pool.h"
#include "math/random.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/product.h"
#include "throws.h"

namespace p2g {
namespace {

Tensor number(double value) { return Tensor::parameter(Array::full({}, static_cast<Real>(value))); }

TEST(Tensor, LeavesKnowWhetherTheyCollectAGradient) {
  const Tensor constant = Tensor::constant(Array::zeros({2})),
               parameter = Tensor::parameter(Array::zeros({2}));
  EXPECT_FALSE(constant.requires_grad());
  EXPECT_TRUE(parameter.requires_grad());
  EXPECT_FALSE(parameter.has_grad());
  EXPECT_FALSE((constant + constant).requires_grad());
  EXPECT_TRUE((constant + parameter).requires_grad());
  EXPECT_FALSE(Tensor().defined());
  EXPECT_TRUE(says(error_of([] { (void)Tensor().shape(); }), {"[tensor]", "empty"}));
  EXPECT_TRUE(says(error_of([&] { (void)parameter.grad(); }), {"[tensor]", "backward()"}));
}

TEST(Backward, FollowsTheChainRule) {
  const Tensor x = number(3), y = number(5);
  backward(x * y + x);  // d/dx = y + 1, d/dy = x
  EXPECT_EQ(x.grad().item(), 6);
  EXPECT_EQ(y.grad().item(), 3);
}

TEST(Backward, GradientsAccumulateUntilTheyAreZeroed) {
  Tensor x = number(3);
  for (int i = 1; i <= 3; ++i) {
    backward(x * x);
    EXPECT_EQ(x.grad().item(), 6 * i);
  }
  x.zero_grad();
  EXPECT_FALSE(x.has_grad());
  backward(scale(x, 2));
  EXPECT_EQ(x.grad().item(), 2);
}

TEST(Backward, OneTensorUsedTwice) {
  const Tensor x = number(3);
  backward(x + x);
  EXPECT_EQ(x.grad().item(), 2);
  const Tensor z = number(3);
  backward(z - z);
  EXPECT_EQ(z.grad().item(), 0);
}

TEST(Backward, DiamondsAddTheirPaths) {
  const Tensor x = number(2);
  const Tensor y = x * x;  // 2x
  const Tensor left = scale(y, 3), right = y * y;
  backward(left + right + y);  // (3 + 2y + 1)·2x
  EXPECT_EQ(x.grad().item(), (3 + 8 + 1) * 4);
}

// 2^40 paths, but only 40 nodes: each rule runs once.
TEST(Backward, VisitsEveryNodeOnce) {
  const Tensor x = number(1);
  Tensor y = x;
  for (int i = 0; i < 40; ++i) y = y + y;
  backward(y);
  EXPECT_EQ(x.grad().item(), static_cast<Real>(1LL << 40));
}

TEST(Backward, FromAnyShapeWithASeed) {
  const Tensor x = Tensor::parameter(Array::of({3}, {1, 2, 3}));
  backward(x * x, Array::of({3}, {1, 10, 100}));
  EXPECT_EQ(max_abs_difference(x.grad(), Array::of({3}, {2, 40, 600})), 0);
}

TEST(Backward, RefusesWhatHasNoGradient) {
  const Tensor x = Tensor::parameter(Array::zeros({3}));
  EXPECT_TRUE(
      says(error_of([&] { backward(x + x); }), {"[backward]", "(3)", "one number", "sum or average"}));
  EXPECT_TRUE(
      says(error_of([&] { backward(x + x, Array::zeros({2})); }), {"[backward]", "seed", "(2)", "(3)"}));
  EXPECT_TRUE(says(error_of([] { backward(Tensor::constant(Array::zeros({}))); }),
                   {"[backward]", "no parameter", "no-grad"}));
}

TEST(Backward, RefusesAConsumedGraph) {
  const Tensor x = number(3), square = x * x, loss = scale(square, 2);
  backward(loss);
  EXPECT_TRUE(
      says(error_of([&] { backward(loss); }), {"[backward]", "'scale'", "already consumed", "again"}));
  // The inner part is gone too, even under a new root; and the gradient is what it was.
  EXPECT_TRUE(says(error_of([&] { backward(square + square); }), {"[backward]", "'multiply'", "consumed"}));
  EXPECT_EQ(x.grad().item(), 12);
}

TEST(Backward, FreesTheGraphAsItGoes) {
  const size_t before = pool_statistics().in_use;
  const Tensor x = Tensor::parameter(Array::full({1000}, 1));
  Tensor loss = sum(exp(x) * exp(x));
  backward(loss);
  EXPECT_TRUE(loss.node()->parents.empty());
  EXPECT_FALSE(loss.has_grad());                                    // only leaves keep theirs
  EXPECT_LE(pool_statistics().in_use, before + 2 * 4096 + 2 * 64);  // x, its gradient, the loss
}

constexpr int kMillion = 1000000;

TEST(Graph, AMillionNodesForwardBackwardAndGone) {
  const Tensor x = number(1);
  Tensor y = x;
  for (int i = 0; i < kMillion; ++i) y = scale(y, i % 2 == 0 ? 2 : 0.5);
  EXPECT_EQ(y.item(), 1);
  backward(y);
  EXPECT_EQ(x.grad().item(), 1);
}

TEST(Graph, AMillionNodesTornDownUnused) {
  const Tensor x = number(1);
  Tensor y = x;
  for (int i = 0; i < kMillion; ++i) y = y + y;
  y = Tensor();
  EXPECT_FALSE(x.has_grad());
}

TEST(Graph, AMillionNodesForgottenInNoGradMode) {
  const NoGrad guard;
  Tensor y = number(1);
  for (int i = 0; i < kMillion; ++i) y = scale(y, -1);
  EXPECT_EQ(y.item(), 1);
}

TEST(NoGrad, RemembersNothingAndEnds) {
  const Tensor x = number(3);
  {
    const NoGrad outer;
    {
      const NoGrad inner;
      EXPECT_TRUE(NoGrad::active());
    }
    EXPECT_TRUE(NoGrad::active());
    const Tensor y = x * x;
    EXPECT_EQ(y.item(), 9);
    EXPECT_FALSE(y.requires_grad());
    EXPECT_TRUE(y.node()->parents.empty());
    EXPECT_TRUE(says(error_of([&] { backward(y); }), {"no-grad"}));
  }
  EXPECT_FALSE(NoGrad::active());
  EXPECT_TRUE((x * x).requires_grad());
}

TEST(FiniteCheck, NamesTheOperationOfTheFirstBadValue) {
  const Tensor x = Tensor::parameter(Array::of({2}, {1, -1}));
  EXPECT_FALSE(all_finite(log(x).value()));  // unchecked: it passes
  const FiniteCheck guard;
  EXPECT_TRUE(says(error_of([&] { (void)scale(log(x), 2); }), {"[finite check]", "'log'", "(2)"}));
}

TEST(FiniteCheck, NamesTheOperationOfTheFirstBadGradient) {
  const Tensor x = Tensor::parameter(Array::of({2}, {1, 1}));
  const Tensor y = scale(scale(x, 100), 2);
  const FiniteCheck guard;
  const Array seed = Array::full({2}, std::numeric_limits<Real>::max() / 10);
  EXPECT_TRUE(says(error_of([&] { backward(y, seed); }),
                   {"[finite check]", "gradient", "'scale'", "input 0", "(2)"}));
}

// One gradient array may reach several tensors. None of them may see what is added to another.
TEST(SharedGradients, AreCopiedWhenOneOfThemGrows) {
  const Tensor a = Tensor::parameter(Array::zeros({3})), b = Tensor::parameter(Array::zeros({3}));
  const Tensor both = a + b;  // hands the same array to a and b
  backward(sum(both + scale(a, 10)));
  EXPECT_EQ(max_abs_difference(a.grad(), Array::full({3}, 11)), 0);
  EXPECT_EQ(max_abs_difference(b.grad(), Array::full({3}, 1)), 0);
  backward(sum(scale(b, 5)));
  EXPECT_EQ(max_abs_difference(a.grad(), Array::full({3}, 11)), 0);
  EXPECT_EQ(max_abs_difference(b.grad(), Array::full({3}, 6)), 0);
}

TEST(SharedGradients, AreCopiedWhenAKernelWritesInPlace) {
  const Tensor bias = Tensor::parameter(Array::zeros({2})), other = Tensor::parameter(Array::zeros({2}));
  backward(sum(bias + other));  // both hold one array
  const Tensor x = Tensor::constant(Array::zeros({5, 2}));
  backward(sum(add_bias(x, bias)));  // adds 5 through a sink
  EXPECT_EQ(max_abs_difference(bias.grad(), Array::full({2}, 6)), 0);
  EXPECT_EQ(max_abs_difference(other.grad(), Array::full({2}, 1)), 0);
}

TEST(SharedGradients, SurviveZeroGrad) {
  Tensor bias = Tensor::parameter(Array::zeros({2}));
  const Tensor other = Tensor::parameter(Array::zeros({2}));
  backward(sum(bias + other));
  bias.zero_grad();
  backward(sum(add_bias(Tensor::constant(Array::zeros({5, 2})), bias)));  // overwrites through a sink
  EXPECT_EQ(max_abs_difference(bias.grad(), Array::full({2}, 5)), 0);
  EXPECT_EQ(max_abs_difference(other.grad(), Array::full({2}, 1)), 0);
}

TEST(SharedGradients, ReshapeHandsOnWhatItGot) {
  const Tensor x = Tensor::parameter(Array::zeros({2, 3})), y = Tensor::parameter(Array::zeros({6}));
  const Tensor flat = reshape(x, {6});
  backward(sum(flat + y + y + scale(flat, 3)));
  EXPECT_EQ(max_abs_difference(x.grad(), Array::full({2, 3}, 4)), 0);
  EXPECT_EQ(max_abs_difference(y.grad(), Array::full({6}, 2)), 0);
}

TEST(SharedGradients, AHandleTakenBeforeKeepsItsNumbers) {
  const Tensor x = number(3);
  backward(x * x);
  const Array taken = x.grad();
  backward(x * x);
  EXPECT_EQ(taken.item(), 6);
  EXPECT_EQ(x.grad().item(), 12);
}

TEST(SharedGradients, TheSeedIsNotChanged) {
  const Tensor x = Tensor::parameter(Array::zeros({3}));
  const Array seed = Array::full({3}, 2);
  backward(reshape(x, {3}), seed);
  backward(reshape(x, {3}), seed);
  EXPECT_EQ(max_abs_difference(seed, Array::full({3}, 2)), 0);
  EXPECT_EQ(max_abs_difference(x.grad(), Array::full({3}, 4)), 0);
}

// A network large enough that every loop is cut into pieces.
TEST(Graph, GivesTheSameBitsOnAnyNumberOfThreads) {
  const int before = thread_count();
  std::vector<Array> gradients;
  for (const int count : {1, 3}) {
    set_thread_count(count);
    Random random(1);
    const Tensor x = Tensor::parameter(random_normal({400, 70}, 1, random)),
                 w = Tensor::parameter(random_normal({70, 300}, 0.1, random)),
                 b = Tensor::parameter(random_normal({300}, 0.1, random)),
                 v = Tensor::parameter(random_normal({90, 300}, 0.1, random));
    const Tensor hidden = tanh(linear(x, w, b)) + relu(add_bias(matmul(x, w), b));
    Ids targets = Ids::filled({400}, 0);
    for (int64_t i = 0; i < 400; ++i) targets[i] = static_cast<int32_t>(random.below(90));
    backward(cross_entropy(matmul_nt(hidden, v), targets));
    for (const Tensor& p : {x, w, b, v}) gradients.push_back(p.grad());
  }
  set_thread_count(before);
  for (size_t i = 0; i < 4; ++i) EXPECT_EQ(max_abs_difference(gradients[i], gradients[i + 4]), 0) << i;
}

}  // namespace
}  // namespace p2g
