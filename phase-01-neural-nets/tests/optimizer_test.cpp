#include "nn/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "math/reduce.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"

namespace p2g {
namespace {

Tensor weights() { return Tensor::parameter(Array::of({3}, {1, -2, 3})); }

// Loss ½·Σ c·w², whose gradient is c·w.
void backward_of_bowl(const Tensor& w, const Array& c) {
  backward(scale(sum(w * w * Tensor::constant(c)), 0.5));
}

const Array& curvature() {
  static const Array c = Array::of({3}, {1, 4, 0.25});
  return c;
}

TEST(Sgd, FollowsItsFormulaWithMomentumAndDecay) {
  for (const auto& [momentum, decay] : {std::pair(0.0, 0.0), {0.9, 0.0}, {0.0, 0.3}, {0.9, 0.3}}) {
    Tensor w = weights();
    Sgd sgd({{"w", w}}, 0.1, momentum, decay);
    double expected[] = {1, -2, 3}, velocity[] = {0, 0, 0};
    for (int step = 0; step < 5; ++step) {
      w.zero_grad();
      backward_of_bowl(w, curvature());
      sgd.step();
      for (int i = 0; i < 3; ++i) {
        velocity[i] = momentum * velocity[i] + (static_cast<double>(curvature()[i]) + decay) * expected[i];
        expected[i] -= 0.1 * velocity[i];
        EXPECT_NEAR(w.value()[i], expected[i], 1e-6) << "step " << step;
      }
    }
  }
}

TEST(Adam, FollowsItsFormula) {
  Tensor w = weights();
  const double lr = 0.01, beta1 = 0.9, beta2 = 0.95, epsilon = 1e-3;
  Adam adam({{"w", w}}, lr, beta1, beta2, epsilon);
  double expected[] = {1, -2, 3}, m[] = {0, 0, 0}, v[] = {0, 0, 0};
  for (int step = 1; step <= 10; ++step) {
    w.zero_grad();
    backward_of_bowl(w, curvature());
    adam.step();
    for (int i = 0; i < 3; ++i) {
      const double g = static_cast<double>(curvature()[i]) * expected[i];
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      const double m_hat = m[i] / (1 - std::pow(beta1, step)), v_hat = v[i] / (1 - std::pow(beta2, step));
      expected[i] -= lr * m_hat / (std::sqrt(v_hat) + epsilon);
      EXPECT_NEAR(w.value()[i], expected[i], 2e-6) << "step " << step;
    }
  }
}

// However large the gradient, Adam's first step is the learning rate, against its sign.
TEST(Adam, FirstStepIsTheLearningRate) {
  for (const double size : {1e-3, 1.0, 1e3}) {
    const Tensor w = weights();
    Adam adam({{"w", w}}, 0.01);
    backward(sum(scale(w, size)));
    adam.step();
    EXPECT_NEAR(w.value()[0], 1 - 0.01, 1e-5) << size;
  }
}

template <typename Optimizer>
void expect_to_find_the_bottom(Optimizer& optimizer, Tensor w) {
  for (int step = 0; step < 2000; ++step) {
    w.zero_grad();
    backward_of_bowl(w, curvature());
    optimizer.step();
  }
  EXPECT_LE(sum_of_squares(w.value()), 1e-6);
}

TEST(Optimizers, FindTheBottomOfABowl) {
  const Tensor a = weights(), b = weights(), c = weights();
  Sgd plain({{"w", a}}, 0.1), heavy({{"w", b}}, 0.05, 0.9);
  Adam adam({{"w", c}}, 0.01);
  expect_to_find_the_bottom(plain, a);
  expect_to_find_the_bottom(heavy, b);
  expect_to_find_the_bottom(adam, c);
}

TEST(Optimizers, LeaveAloneWhatHasNoGradientAndObeyANewRate) {
  const Tensor used = weights(), unused = weights();
  Sgd sgd({{"used", used}, {"unused", unused}}, 0.1);
  sgd.learning_rate = 1;
  backward(sum(used));
  sgd.step();
  EXPECT_EQ(max_abs_difference(used.value(), Array::of({3}, {0, -3, 2})), 0);
  EXPECT_EQ(max_abs_difference(unused.value(), weights().value()), 0);
  Adam adam({{"unused", unused}}, 0.1);
  adam.step();
  EXPECT_EQ(max_abs_difference(unused.value(), weights().value()), 0);
}

// A gradient array that two parameters share is read, never written.
TEST(Optimizers, DoNotTouchGradients) {
  const Tensor a = weights(), b = weights();
  Sgd sgd({{"a", a}, {"b", b}}, 0.1, 0.9);
  Adam adam({{"a", a}, {"b", b}}, 0.1);
  backward(sum(a + b));
  sgd.step();
  adam.step();
  EXPECT_EQ(max_abs_difference(a.grad(), Array::full({3}, 1)), 0);
  EXPECT_EQ(max_abs_difference(a.value(), b.value()), 0);
}

}  // namespace
}  // namespace p2g
