// The numbers that the notes of this phase quote: name, tab, value.
#include <fmt/core.h>

#include <algorithm>

#include "math/plain_main.h"
#include "nn/activation.h"
#include "nn/adaline.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/margin.h"
#include "nn/mlp.h"
#include "nn/product.h"

namespace p2g {
namespace {

void say(const std::string& name, int64_t value) { fmt::print("{}\t{}\n", name, value); }
void say(const std::string& name, double value, int digits) {
  fmt::print("{}\t{:.{}f}\n", name, value, digits);
}

void threshold_functions_facts() {
  for (int n = 2; n <= 4; ++n) {
    const std::vector<bool> found = threshold_functions(n, 3);
    say(fmt::format("threshold_functions_{}", n), std::count(found.begin(), found.end(), true));
  }
}

void perceptron_facts() {
  const Examples examples = examples_of(0b1110, 2);
  Perceptron unit(3);
  const Lesson lesson = train(unit, examples, 100);
  say("or_mistakes", lesson.mistakes);
  say("or_epochs", lesson.epochs);
  fmt::print("or_weights\t({:.0f}, {:.0f}, {:.0f})\n", unit.weights[0], unit.weights[1], unit.weights[2]);
  const Widest widest = widest_margin(examples, 100000);
  say("or_gamma", widest.at_least, 3);
  say("or_r2", radius_squared(examples), 0);
  say("or_bound", radius_squared(examples) / (widest.at_least * widest.at_least), 1);
}

void adaline_facts() {
  const Examples examples = examples_of(0b1000, 2);
  Adaline unit(3);
  for (int i = 0; i < 20000; ++i) pass(unit, examples, 0.001);
  fmt::print("adaline_and\t({:.2f}, {:.2f}, {:.2f})\n", unit.weights[0], unit.weights[1], unit.weights[2]);
  say("adaline_and_error", mean_squared_error(unit.weights, examples), 3);
}

// Chapter 5: two inputs, two hidden units, one output; input (1, 0), target 1.
const Numbers kHidden{0.5, -0.3, 0.2, 0.4}, kHiddenBias{0.1, -0.2}, kTop{0.6, -0.5}, kTopBias{0.3};

void by_hand() {
  Random random(1);
  Net net = make_net({2, 2, 1}, Squash::logistic, 0, 0, random);
  net.layers[0].weight = kHidden, net.layers[0].bias = kHiddenBias;
  net.layers[1].weight = kTop, net.layers[1].bias = kTopBias;
  const double y = forward(net, {1, 0})[0];
  Numbers delta;
  const double error = squared_error(net, {1}, delta);
  const Numbers& h = net.layers[0].output;
  say("h1", h[0], 6), say("h2", h[1], 6), say("sum", kTop[0] * h[0] + kTop[1] * h[1] + kTopBias[0], 6);
  say("y", y, 6), say("error", error, 6), say("off", y - 1, 6), say("slope", slope(net.f, y), 6);
  say("slope_h1", slope(net.f, h[0]), 6), say("slope_h2", slope(net.f, h[1]), 6);
  send_back(net, delta);
  say("delta", delta[0], 6);
  for (const size_t u : {0u, 1u}) {
    say(fmt::format("v{}", u + 1), net.layers[1].d_weight[u], 6);
    say(fmt::format("delta{}", u + 1), net.layers[0].d_bias[u], 6);
    say(fmt::format("w1{}", u + 1), net.layers[0].d_weight[u], 6);
    say(fmt::format("w2{}", u + 1), net.layers[0].d_weight[2 + u], 6);
  }
  step(net, 1, 0);
  forward(net, {1, 0});
  say("error_after", squared_error(net, {1}, delta), 6);
}

Tensor tensor_of(const Shape& shape, const Numbers& numbers) {
  Array array = Array::uninitialized(shape);
  for (size_t i = 0; i < numbers.size(); ++i) array[static_cast<int64_t>(i)] = static_cast<Real>(numbers[i]);
  return Tensor::parameter(array);
}

void by_autograd() {
  const Tensor x = Tensor::constant(Array::of({1, 2}, {1, 0})), t = Tensor::constant(Array::of({1, 1}, {1}));
  const Tensor w = tensor_of({2, 2}, kHidden), b = tensor_of({2}, kHiddenBias);
  const Tensor v = tensor_of({2, 1}, kTop), c = tensor_of({1}, kTopBias);
  const Tensor off = sigmoid(linear(sigmoid(linear(x, w, b)), v, c)) - t;
  const Tensor error = scale(sum(off * off), 0.5);
  say("auto_error", static_cast<double>(error.item()), 6);
  backward(error);
  say("auto_delta", static_cast<double>(c.grad()[0]), 6);
  for (const int64_t u : {0, 1}) {
    say(fmt::format("auto_v{}", u + 1), static_cast<double>(v.grad()[u]), 6);
    say(fmt::format("auto_delta{}", u + 1), static_cast<double>(b.grad()[u]), 6);
    say(fmt::format("auto_w1{}", u + 1), static_cast<double>(w.grad()[u]), 6);
    say(fmt::format("auto_w2{}", u + 1), static_cast<double>(w.grad()[2 + u]), 6);
  }
}

void facts() {
  threshold_functions_facts();
  perceptron_facts();
  adaline_facts();
  by_hand();
  by_autograd();
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "facts", "prints the numbers that the notes quote", p2g::facts);
}
