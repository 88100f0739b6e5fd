// AdamW beside its formula in double, and the norm that gradients are clipped by.
#include "training/adamw.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "math/threads.h"

namespace p2g {
namespace {

// One weight of the paper's algorithm 2, with the decay apart from the gradient.
struct Naive {
  double w, m = 0, v = 0;
  void step(double g, double rate, double decay, int t, const AdamWSettings& s) {
    m = s.beta1 * m + (1 - s.beta1) * g;
    v = s.beta2 * v + (1 - s.beta2) * g * g;
    const double m_hat = m / (1 - std::pow(s.beta1, t)), v_hat = v / (1 - std::pow(s.beta2, t));
    w -= rate * decay * w + rate * m_hat / (std::sqrt(v_hat) + s.epsilon);
  }
};

// A matrix, a vector (a bias or a norm), and one of more than a piece.
Parameters some_parameters() {
  Random random(5);
  Parameters parameters;
  for (const auto& [name, shape] :
       {std::pair<const char*, Shape>{"matrix", {3, 5}}, {"vector", {7}}, {"large", {300, 301}}})
    parameters.push_back({name, Tensor::parameter(random_normal(shape, 1, random))});
  return parameters;
}

void set_gradients(const Parameters& parameters, uint64_t seed, double factor = 1) {
  Random random(seed);
  for (NamedTensor p : parameters) {
    Array gradient = random_normal(p.tensor.shape(), 1, random);
    for (int64_t i = 0; i < gradient.size(); ++i) gradient[i] *= static_cast<Real>(factor);
    p.tensor.zero_grad();
    p.tensor.accumulate(gradient);
  }
}

bool same_bits(const Array& a, const Array& b) {
  return a.size() == b.size() &&
         std::memcmp(a.data(), b.data(), static_cast<size_t>(a.size()) * sizeof(Real)) == 0;
}

void expect_same(AdamW& a, AdamW& b) {
  for (size_t i = 0; i < a.parameters().size(); ++i) {
    const std::string& name = a.parameters()[i].name;
    EXPECT_TRUE(same_bits(a.parameters()[i].tensor.value(), b.parameters()[i].tensor.value())) << name;
    EXPECT_TRUE(same_bits(a.first_moments()[i], b.first_moments()[i])) << name;
    EXPECT_TRUE(same_bits(a.second_moments()[i], b.second_moments()[i])) << name;
  }
}

TEST(AdamW, FollowsItsFormula) {
  AdamWSettings settings;
  settings.weight_decay = 0.3;
  for (const bool decay_all : {false, true}) {
    settings.decay_all = decay_all;
    const Parameters parameters = some_parameters();
    AdamW adamw(parameters, settings);
    std::vector<std::vector<Naive>> expected;
    for (const NamedTensor& p : parameters) {
      expected.emplace_back();
      for (int64_t i = 0; i < p.tensor.value().size(); ++i)
        expected.back().push_back({static_cast<double>(p.tensor.value()[i])});
    }
    for (int t = 1; t <= 8; ++t) {
      const double rate = 0.01 * t;
      set_gradients(parameters, 100 + static_cast<uint64_t>(t));
      adamw.step(rate);
      for (size_t k = 0; k < parameters.size(); ++k) {
        const double decay = decay_all || parameters[k].name != "vector" ? settings.weight_decay : 0;
        const Array &w = parameters[k].tensor.value(), &g = parameters[k].tensor.grad();
        double worst = 0;
        for (int64_t i = 0; i < w.size(); ++i) {
          Naive& one = expected[k][static_cast<size_t>(i)];
          one.step(static_cast<double>(g[i]), rate, decay, t, settings);
          worst = std::max(worst, std::abs(static_cast<double>(w[i]) - one.w));
        }
        EXPECT_LE(worst, 5e-6) << parameters[k].name << ", step " << t << ", decay_all " << decay_all;
      }
    }
    EXPECT_EQ(adamw.steps(), 8);
  }
}

// With no gradient at all, a decaying weight shrinks by 1 − lr·decay a step and the others stay.
TEST(AdamW, DecayIsApartFromTheGradient) {
  Parameters parameters = some_parameters();
  const Array matrix = parameters[0].tensor.value().clone(), vector = parameters[1].tensor.value().clone();
  AdamWSettings settings;
  settings.weight_decay = 0.5;
  AdamW adamw(parameters, settings);
  set_gradients(parameters, 1, 0);
  adamw.step(0.1);
  for (int64_t i = 0; i < matrix.size(); ++i)
    EXPECT_NEAR(parameters[0].tensor.value()[i], 0.95 * static_cast<double>(matrix[i]), 1e-6);
  EXPECT_TRUE(same_bits(parameters[1].tensor.value(), vector));
}

TEST(AdamW, AScaleIsAScaleOfTheGradients) {
  const Parameters one = some_parameters(), two = some_parameters();
  AdamW scaled(one, {}), plain(two, {});
  for (uint64_t step = 0; step < 3; ++step) {
    set_gradients(one, step);
    set_gradients(two, step, 0.25);  // a power of two, so that nothing is rounded
    scaled.step(0.01, 0.25);
    plain.step(0.01);
  }
  expect_same(scaled, plain);
}

TEST(AdamW, AnyNumberOfThreadsGivesTheSameBits) {
  const int before = thread_count();
  const Parameters one = some_parameters(), two = some_parameters();
  AdamW alone(one, {}), together(two, {});
  double norm_alone = 0, norm_together = 0;
  for (uint64_t step = 0; step < 3; ++step) {
    set_thread_count(1);
    set_gradients(one, step);
    norm_alone = gradient_norm(one);
    alone.step(0.01);
    set_thread_count(3);
    set_gradients(two, step);
    norm_together = gradient_norm(two);
    together.step(0.01);
  }
  set_thread_count(before);
  EXPECT_EQ(norm_alone, norm_together);
  expect_same(alone, together);
}

TEST(AdamW, WhatHasNoGradientStays) {
  const Parameters parameters = some_parameters(), untouched = some_parameters();
  AdamW adamw(parameters, {}), other(untouched, {});
  adamw.step(0.1);
  expect_same(adamw, other);
}

TEST(Clip, TheNormAfterItIsAtMostTheLimit) {
  const Parameters parameters = some_parameters();
  for (const double factor : {1e-6, 1e-3, 1.0, 1e3}) {
    set_gradients(parameters, 9, factor);
    double naive = 0;
    for (const NamedTensor& p : parameters)
      for (int64_t i = 0; i < p.tensor.grad().size(); ++i)
        naive += std::pow(static_cast<double>(p.tensor.grad()[i]), 2);
    const double norm = gradient_norm(parameters);
    EXPECT_NEAR(norm, std::sqrt(naive), 1e-5 * norm);
    for (const double clip : {0.01, 1.0, 50.0}) {
      const double scale = clip_scale(norm, clip);
      EXPECT_LE(norm * scale, clip);
      if (norm <= clip)
        EXPECT_EQ(scale, 1);
      else
        EXPECT_NEAR(norm * scale, clip, 1e-5 * clip + 1e-6);
    }
    EXPECT_EQ(clip_scale(norm, 0), 1);
  }
  EXPECT_EQ(clip_scale(0, 1), 1);
}

}  // namespace
}  // namespace p2g
