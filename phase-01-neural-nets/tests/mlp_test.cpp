#include "nn/mlp.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "throws.h"

namespace p2g {
namespace {

// Two inputs, two hidden units, one output, with weights that chapter 5 works through.
Net small_net(Squash f = Squash::logistic) {
  Random random(1);
  Net net = make_net({2, 2, 1}, f, 0, 0, random);
  net.layers[0].weight = {0.5, -0.3, 0.2, 0.4};  // x₁ to both, x₂ to both
  net.layers[0].bias = {0.1, -0.2};
  net.layers[1].weight = {0.6, -0.5};
  net.layers[1].bias = {0.3};
  return net;
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

TEST(Forward, OfTheSmallNetByHand) {
  Net net = small_net();
  const double y = forward(net, {1, 0})[0];
  const double h1 = logistic(0.6), h2 = logistic(-0.5);
  EXPECT_NEAR(net.layers[0].output[0], h1, 1e-15);
  EXPECT_NEAR(net.layers[0].output[1], h2, 1e-15);
  EXPECT_NEAR(y, logistic(0.6 * h1 - 0.5 * h2 + 0.3), 1e-15);
  Numbers delta;
  EXPECT_NEAR(squared_error(net, {1}, delta), (y - 1) * (y - 1) / 2, 1e-15);
  EXPECT_NEAR(delta[0], (y - 1) * y * (1 - y), 1e-15);
}

TEST(SendBack, ThroughOneLayerByHand) {
  Random random(1);
  Net net = make_net({2, 2}, Squash::logistic, 0, 0, random);
  forward(net, {3, -2});
  send_back(net, {0.5, 0.25});
  EXPECT_TRUE(close_to(
      net.layers[0].d_weight, {1.5, 0.75, -1, -0.5}, 1e-12,
      {{"weight[i * out + o] leads from input i to unit o: the two are swapped", {1.5, -1, 0.75, -0.5}},
       {"the input is forgotten: wanted input · delta", {0.5, 0.25, 0.5, 0.25}},
       {"the slope is taken a second time: delta holds it already", {0.375, 0.1875, -0.25, -0.125}},
       {"the gradients of the weights stay 0", {0, 0, 0, 0}}}));
  EXPECT_TRUE(close_to(net.layers[0].d_bias, {0.5, 0.25}, 1e-12,
                       {{"the biases get no gradient: theirs is delta itself", {0, 0}}}));
}

TEST(SendBack, AddsUpOverCases) {
  Random random(1);
  Net net = make_net({1, 1}, Squash::logistic, 0, 0, random);
  for (const double x : {1., 2.}) {
    forward(net, {x});
    send_back(net, {0.5});
  }
  EXPECT_TRUE(close_to(net.layers[0].d_weight, {1.5}, 1e-12,
                       {{"the second case overwrites the first: wanted +=", {1.0}}}));
  EXPECT_TRUE(close_to(net.layers[0].d_bias, {1}, 1e-12,
                       {{"the second case overwrites the first: wanted +=", {0.5}}}));
}

TEST(SendBack, ThroughTheSmallNetByHand) {
  Net net = small_net();
  forward(net, {1, 0});
  send_back(net, {0.1});
  const double h1 = logistic(0.6), h2 = logistic(-0.5), s1 = h1 * (1 - h1), s2 = h2 * (1 - h2);
  EXPECT_TRUE(close_to(net.layers[1].d_weight, {0.1 * h1, 0.1 * h2}, 1e-12, {},
                       "the last layer's gradient is the hidden unit's output times delta"));
  EXPECT_TRUE(close_to(
      net.layers[0].d_bias, {0.1 * 0.6 * s1, 0.1 * -0.5 * s2}, 1e-12,
      {{"the slope of the hidden units is forgotten: delta below = f' · Σ weight · delta",
        {0.1 * 0.6, 0.1 * -0.5}},
       {"the weight that the blame came through is forgotten", {0.1 * s1, 0.1 * s2}},
       {"the slope is that of the sum, as if output were not squashed yet: y(1 − y), y the output",
        {0.1 * 0.6 * logistic(h1) * (1 - logistic(h1)), 0.1 * -0.5 * logistic(h2) * (1 - logistic(h2))}},
       {"nothing reaches the hidden layer", {0, 0}}},
      "delta of a hidden unit = its slope · Σ over what it feeds of weight · delta"));
}

// Every weight of a net of three layers, by central differences.
TEST(SendBack, AgreesWithCentralDifferences) {
  for (const Squash f : {Squash::logistic, Squash::tanh}) {
    Random random(7);
    Net net = make_net({3, 4, 5, 2}, f, -1, 1, random);
    const Case one{{0.3, -1.2, 0.7}, {1, 0}};
    Numbers delta;
    const auto error = [&] {
      forward(net, one.input);
      return squared_error(net, one.target, delta);
    };
    error();
    send_back(net, delta);
    for (Layer& layer : net.layers)
      for (auto [weights, gradient] :
           {std::pair{&layer.weight, &layer.d_weight}, {&layer.bias, &layer.d_bias}}) {
        Numbers wanted;
        for (double& w : *weights) {
          const double kept = w;
          w = kept + 1e-5;
          const double above = error();
          w = kept - 1e-5;
          wanted.push_back((above - error()) / 2e-5);
          w = kept;
        }
        EXPECT_TRUE(close_to(*gradient, wanted, 1e-8, {},
                             "with three layers: is delta of each layer used one below?"));
      }
  }
}

// By hand: Δw = −ε g, then −ε g + α Δw.
TEST(Step, RemembersItsLastStep) {
  Random random(1);
  Net net = make_net({1, 1}, Squash::logistic, 0, 0, random);
  net.layers[0].weight = {1};
  net.layers[0].d_weight = {2};
  net.layers[0].d_bias = {-1};
  step(net, 0.1, 0.9);
  EXPECT_NEAR(net.layers[0].weight[0], 0.8, 1e-15);
  EXPECT_EQ(net.layers[0].d_weight[0], 0);
  step(net, 0.1, 0.9);
  EXPECT_NEAR(net.layers[0].weight[0], 0.8 - 0.18, 1e-15);
  EXPECT_NEAR(net.layers[0].bias[0], 0.1 + 0.09, 1e-15);
  step(net, 0, 0, 0.5);
  EXPECT_NEAR(net.layers[0].weight[0], 0.31, 1e-15);
}

TEST(Sweep, LearnsXorInTwoLayersWhatOneCannot) {
  const std::vector<Case> cases = cases_of(parity(2), 2);
  Random random(1);
  Net one = make_net({2, 1}, Squash::logistic, -0.5, 0.5, random),
      two = make_net({2, 4, 1}, Squash::logistic, -0.5, 0.5, random);
  double first = sweep(two, cases), last = first;
  for (int i = 0; i < 2000; ++i) {
    step(two, 0.5, 0.9);
    last = sweep(two, cases);
    sweep(one, cases);
    step(one, 0.5, 0.9);
  }
  EXPECT_TRUE(all_right(two, cases));
  EXPECT_FALSE(all_right(one, cases));
  EXPECT_LT(last, 0.1 * first);
}

TEST(Net, OfOneSeedIsOneNetWithinItsRange) {
  Random a(3), b(3);
  const Net one = make_net({6, 2, 1}, Squash::logistic, -0.3, 0.3, a),
            same = make_net({6, 2, 1}, Squash::logistic, -0.3, 0.3, b);
  EXPECT_EQ(one.layers[0].weight, same.layers[0].weight);
  for (const double w : one.layers[0].weight) EXPECT_LE(std::abs(w), 0.3);
  EXPECT_NE(one.layers[0].weight[0], one.layers[0].weight[1]);
}

TEST(Net, RefusesWrongSizes) {
  Random random(1);
  EXPECT_TRUE(says(error_of([&] { make_net({2}, Squash::tanh, 0, 1, random); }), {"[make_net]", "1 sizes"}));
  EXPECT_TRUE(says(error_of([&] { make_net({2, 0}, Squash::tanh, 0, 1, random); }), {"2 by 0"}));
  Net net = small_net();
  EXPECT_TRUE(says(error_of([&] { forward(net, {1, 2, 3}); }), {"[forward]", "3 inputs", "wanted 2"}));
  Numbers delta;
  forward(net, {1, 2});
  EXPECT_TRUE(says(error_of([&] { squared_error(net, {1, 2}, delta); }), {"[squared_error]", "2 targets"}));
}

}  // namespace
}  // namespace p2g
