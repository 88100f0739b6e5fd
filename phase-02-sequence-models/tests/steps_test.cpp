// The steps of the three cells, back-propagation through time, and clipping, by hand.
#include <gtest/gtest.h>

#include "close_to.h"
#include "nn/aggregate.h"
#include "sequence/bptt.h"
#include "sequence/clip.h"
#include "sequence/elman.h"
#include "sequence/gru.h"
#include "sequence/lstm.h"
#include "sequence/rnn.h"

namespace p2g {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
Tensor row(std::initializer_list<double> values) {
  return Tensor::constant(Array::of({1, static_cast<int64_t>(values.size())}, values));
}

// One unit, one input: h' = tanh(2·0.5 − 1·0.25 + 0.125).
RnnLayer small_rnn(Recurrence f) {
  RnnLayer layer;
  layer.w_x = row({2}), layer.w_h = row({-1}), layer.f = f;
  layer.bias = Tensor::constant(Array::of({1}, {0.125}));
  return layer;
}

TEST(RnnStep, IsTheSquashedSumOfInputAndState) {
  const double sum = 2 * 0.5 - 0.25 + 0.125;
  EXPECT_TRUE(close_to(rnn_step(small_rnn(Recurrence::tanh), row({0.5}), row({0.25})).value(),
                       Array::of({1, 1}, {std::tanh(sum)}), 1e-6,
                       {{"the state of the step before is not used: h·w_h", {std::tanh(2 * 0.5 + 0.125)}},
                        {"the sum is not squashed by f", {sum}},
                        {"the bias is forgotten", {std::tanh(sum - 0.125)}},
                        {"f is tanh here: look at layer.f", {logistic(sum)}},
                        {"the bias counts twice: it is in linear already", {std::tanh(sum + 0.125)}}},
                       "h' = f(x·w_x + h·w_h + bias)"));
}

TEST(RnnStep, SquashesByTheLogisticWhereTheLayerSaysSo) {
  const double sum = 2 * 0.5 - 0.25 + 0.125;
  EXPECT_TRUE(close_to(rnn_step(small_rnn(Recurrence::logistic), row({0.5}), row({0.25})).value(),
                       Array::of({1, 1}, {logistic(sum)}), 1e-6,
                       {{"f is the logistic here: look at layer.f", {std::tanh(sum)}}},
                       "h' = f(x·w_x + h·w_h + bias)"));
}

// One cell; the sums of its gates are 1, −1, 0.5 and 2 (i, f, g, o) for x = 1, h = 0.
LstmLayer small_lstm(std::initializer_list<double> sums, LstmForm form) {
  const auto wide = static_cast<int64_t>(sums.size());
  LstmLayer layer;
  layer.form = form;
  layer.w_x = row(sums);
  layer.w_h = Tensor::constant(Array::full({1, wide}, 1));
  layer.bias = Tensor::constant(Array::zeros({wide}));
  return layer;
}

TEST(LstmStep, ForgetsWritesAndShows) {
  const LstmState next =
      lstm_step(small_lstm({1, -1, 0.5, 2}, LstmForm::with_forget_gate), row({1}), {row({0}), row({3})});
  const double i = logistic(1), f = logistic(-1), g = std::tanh(0.5), o = logistic(2);
  const double c = f * 3 + i * g;
  const auto of = [&](double cell) { return std::vector<double>{cell, o * std::tanh(cell)}; };
  const double swapped = logistic(1) * 3 + logistic(-1) * g;
  EXPECT_TRUE(
      close_to({static_cast<double>(next.c.item()), static_cast<double>(next.h.item())}, of(c), 1e-6,
               {{"nothing is forgotten: c is to be multiplied by the forget gate", of(3 + i * g)},
                {"columns of the weights are in the order i, f, g, o: i and f are swapped", of(swapped)},
                {"g is a tanh, from −1 to 1: what is written may be negative", of(f * 3 + i * logistic(0.5))},
                {"h is o∘tanh(c): the tanh is missing", {c, o * c}},
                {"h shows the new c, not the one before", {c, o * std::tanh(3.0)}}},
               "c' = f∘c + i∘g, then h' = o∘tanh(c')"));
}

TEST(LstmStep, LooksAtTheStateBefore) {
  const LstmState next =
      lstm_step(small_lstm({1, -1, 0.5, 2}, LstmForm::with_forget_gate), row({1}), {row({-0.5}), row({0})});
  const double c = logistic(0.5) * std::tanh(0.0);
  EXPECT_TRUE(close_to({static_cast<double>(next.c.item()), static_cast<double>(next.h.item())},
                       {c, logistic(1.5) * std::tanh(c)}, 1e-6, {},
                       "the gates see x·w_x + h·w_h + bias: is h·w_h there?"));
}

TEST(LstmStep1997, NeverForgets) {
  const LstmState next =
      lstm_step_1997(small_lstm({1, 0.5, 2}, LstmForm::of_1997), row({1}), {row({0}), row({3})});
  const double c = 3 + logistic(1) * std::tanh(0.5);
  EXPECT_TRUE(close_to({static_cast<double>(next.c.item()), static_cast<double>(next.h.item())},
                       {c, logistic(2) * std::tanh(c)}, 1e-6));
}

TEST(GruStep, MixesTheOldStateWithANewOne) {
  GruLayer layer;
  layer.w_x = row({1, -1, 0.5}), layer.w_h = row({0, 0}), layer.w_n = row({2});
  layer.bias = Tensor::constant(Array::zeros({3}));
  const double z = logistic(1), r = logistic(-1), h = 0.8, n = std::tanh(0.5 + r * h * 2);
  const double plain = std::tanh(0.5 + h * 2), no_h = std::tanh(0.5);
  EXPECT_TRUE(close_to(
      gru_step(layer, row({1}), row({h})).value(), Array::of({1, 1}, {z * h + (1 - z) * n}), 1e-6,
      {{"z keeps the old state: it is z∘h + (1−z)∘n, not the other way round", {z * n + (1 - z) * h}},
       {"the gate r is not used: n sees r∘h", {z * h + (1 - z) * plain}},
       {"n does not see the old state", {z * h + (1 - z) * no_h}},
       {"the new state is n alone: z is not used", {n}},
       {"columns are in the order z, r, n: z and r are swapped",
        {r * h + (1 - r) * std::tanh(0.5 + z * h * 2)}}},
      "z∘h + (1−z)∘n with n = tanh(x·w_x + (r∘h)·w_n + bias)"));
}

TEST(GruStep, WithAnOpenGateKeepsItsStateForever) {
  GruLayer layer;
  layer.w_x = row({0, 0, 0}), layer.w_h = row({0, 0}), layer.w_n = row({1});
  layer.bias = Tensor::constant(Array::of({3}, {100, 0, 0}));
  Tensor h = row({0.7});
  for (int t = 0; t < 1000; ++t) h = gru_step(layer, row({1}), h);
  EXPECT_TRUE(close_to(static_cast<double>(h.item()), 0.7, 1e-6, {}, "z = 1 must keep h as it is"));
}

// Three steps: x = 1, 0, 0, and a target for the last only.
const OneUnit kUnit{0.5, 0.8, 0.1};
const std::vector<double> kX{1, 0, 0}, kTarget{kNoTarget, kNoTarget, 1};

struct Pieces {
  double delta[3];
  std::vector<double> h;
};

Pieces pieces() {
  Pieces p{{}, run(kUnit, kX)};
  p.delta[2] = (p.h[2] - 1) * (1 - p.h[2] * p.h[2]);
  for (size_t t = 2; t-- > 0;) p.delta[t] = p.delta[t + 1] * kUnit.u * (1 - p.h[t] * p.h[t]);
  return p;
}

std::vector<double> numbers_of(const OneUnit& g) { return {g.w, g.u, g.b}; }

TEST(ThroughTime, ThreeStepsByHand) {
  const auto [d, h] = pieces();
  const double slope2 = 1 - h[2] * h[2], slope1 = 1 - h[1] * h[1];
  const double no_slope1 = d[2] * kUnit.u, no_slope0 = no_slope1 * kUnit.u;
  EXPECT_TRUE(close_to(
      numbers_of(through_time(kUnit, kX, kTarget)), {d[0], d[2] * h[1] + d[1] * h[0], d[0] + d[1] + d[2]},
      1e-9,
      {{"only the last step is blamed: go on to the steps before it", {0, d[2] * h[1], d[2]}},
       {"the gradients are overwritten at each step: they are sums over time, use +=", {d[0], 0, d[0]}},
       {"the slope 1 − h² of the earlier steps is missing",
        {no_slope0, d[2] * h[1] + no_slope1 * h[0], no_slope0 + no_slope1 + d[2]}},
       {"∂/∂u takes the state before the step, h of t−1, not of t",
        {d[0], d[2] * h[2] + d[1] * h[1] + d[0] * h[0], d[0] + d[1] + d[2]}},
       {"blame goes back through u: it is missing",
        {d[2] * slope1 * (1 - h[0] * h[0]), d[2] * h[1] + d[2] * slope1 * h[0],
         d[2] * (1 + slope1 + slope1 * (1 - h[0] * h[0]))}},
       {"the slope of the last step is missing too",
        {d[0] / slope2, (d[2] * h[1] + d[1] * h[0]) / slope2, (d[0] + d[1] + d[2]) / slope2}}},
      "delta_t = (h_t − target_t + u·delta_{t+1}) · (1 − h_t²), then three sums over t"));
}

TEST(ThroughTime, AgreesWithCentralDifferences) {
  Random random(1);
  OneUnit unit{0.7, -1.2, 0.3};
  std::vector<double> x, target;
  for (int t = 0; t < 12; ++t) {
    x.push_back(random.normal());
    target.push_back(t % 3 == 1 ? random.uniform(-1, 1) : kNoTarget);
  }
  const std::vector<double> got = numbers_of(through_time(unit, x, target));
  std::vector<double> want;
  for (double OneUnit::*weight : {&OneUnit::w, &OneUnit::u, &OneUnit::b}) {
    OneUnit up = unit, down = unit;
    up.*weight += 1e-5, down.*weight -= 1e-5;
    want.push_back((error_of(run(up, x), target) - error_of(run(down, x), target)) / 2e-5);
  }
  EXPECT_TRUE(close_to(got, want, 1e-8, {}, "steps in the middle have targets too: here + from_later"));
}

Parameters with_gradients(std::initializer_list<double> a, std::initializer_list<double> b) {
  Parameters parameters;
  for (const auto& g : {a, b}) {
    const Shape shape{static_cast<int64_t>(g.size())};
    parameters.push_back({"w", Tensor::parameter(Array::zeros(shape))});
    parameters.back().tensor.accumulate(Array::of(shape, g));
  }
  return parameters;
}

std::vector<double> gradients_of(const Parameters& parameters) {
  std::vector<double> all;
  for (const NamedTensor& p : parameters)
    for (int64_t i = 0; i < p.tensor.grad().size(); ++i)
      all.push_back(static_cast<double>(p.tensor.grad()[i]));
  return all;
}

TEST(Clip, ShortensALongGradientAndKeepsItsDirection) {
  const Parameters p = with_gradients({3, 0}, {-4});  // of norm 5
  const double norm = clip_gradients(p, 1);
  EXPECT_TRUE(close_to(gradients_of(p), {0.6, 0, -0.8}, 1e-6,
                       {{"each number is clipped by itself: that turns the direction", {1, 0, -1}},
                        {"each tensor is clipped by itself: one norm for all of them together", {1, 0, -1}},
                        {"the gradients are unchanged", {3, 0, -4}},
                        {"divided by the norm, but not multiplied by the limit", {0.6, 0, -0.8}}},
                       "g · limit / norm, where norm = √Σ g² over all tensors"));
  EXPECT_TRUE(close_to(norm, 5, 1e-6, {{"the norm before clipping is wanted", {1}}}));
}

TEST(Clip, ShortensToTheLimit) {
  const Parameters p = with_gradients({30, 0}, {-40});
  clip_gradients(p, 10);
  EXPECT_TRUE(close_to(gradients_of(p), {6, 0, -8}, 1e-6,
                       {{"divided by the norm, but not multiplied by the limit", {0.6, 0, -0.8}},
                        {"each number is clipped by itself: that turns the direction", {10, 0, -10}}},
                       "g · limit / norm"));
}

TEST(Clip, LeavesAShortGradientAlone) {
  const Parameters p = with_gradients({0.3, 0}, {-0.4});
  EXPECT_NEAR(clip_gradients(p, 1), 0.5, 1e-6);
  EXPECT_TRUE(close_to(
      gradients_of(p), {0.3, 0, -0.4}, 1e-6,
      {{"a gradient that is short already is made longer: clip only above the limit", {0.6, 0, -0.8}}}));
}

TEST(ElmanStep, SeesACopyOfItsHiddenLayer) {
  Random random(1);
  Elman elman = make_elman(1, 2, 1, -1, 1, random);
  EXPECT_EQ(elman.context, (Numbers{0.5, 0.5}));
  step_forward(elman, {1});
  const Numbers hidden = elman.net.layers[0].output;
  EXPECT_EQ(elman.context, hidden);
  step_forward(elman, {0});
  EXPECT_EQ(elman.net.input, (Numbers{0, hidden[0], hidden[1]}));
}

}  // namespace
}  // namespace p2g
