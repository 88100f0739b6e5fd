// One training step: what micro-batches add up to, and what stops it.
#include "training/learner.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

GptConfig small_config() {
  GptConfig config;
  config.vocabulary = 13, config.context = 8, config.channels = 16, config.layers = 2, config.heads = 2;
  return config;
}

Gpt small_gpt(double dropout = 0) {
  GptConfig config = small_config();
  config.dropout = dropout;
  Random random(1);
  return Gpt(config, random);
}

Batch random_batch(int64_t rows, Random& random) {
  Batch batch{Ids::filled({rows, 8}, 0), Ids::filled({rows, 8}, 0)};
  for (int64_t i = 0; i < batch.inputs.size(); ++i) {
    batch.inputs[i] = static_cast<int32_t>(random.below(13));
    batch.targets[i] = static_cast<int32_t>(random.below(13));
  }
  return batch;
}

Batch joined(const Batch& a, const Batch& b) {
  const auto join = [](const Ids& x, const Ids& y) {
    std::vector<int32_t> values = x.values();
    values.insert(values.end(), y.values().begin(), y.values().end());
    return Ids({x.shape()[0] + y.shape()[0], x.shape()[1]}, values);
  };
  return {join(a.inputs, b.inputs), join(a.targets, b.targets)};
}

std::vector<Array> state_of(Learner& learner) {
  std::vector<Array> all;
  for (size_t i = 0; i < learner.optimizer().parameters().size(); ++i) {
    all.push_back(learner.optimizer().parameters()[i].tensor.value().clone());
    all.push_back(learner.optimizer().first_moments()[i].clone());
    all.push_back(learner.optimizer().second_moments()[i].clone());
  }
  return all;
}

void expect_state(Learner& learner, const std::vector<Array>& wanted) {
  const std::vector<Array> got = state_of(learner);
  for (size_t i = 0; i < got.size(); ++i)
    for (int64_t j = 0; j < got[i].size(); ++j)
      ASSERT_TRUE(got[i][j] == wanted[i][j] || (std::isnan(got[i][j]) && std::isnan(wanted[i][j])))
          << learner.optimizer().parameters()[i / 3].name;
}

TEST(Learner, TwoMicroBatchesAreOneOfTwiceTheSize) {
  Random random(2);
  const Batch a = random_batch(3, random), b = random_batch(3, random);
  Gpt apart = small_gpt(), together = small_gpt();
  Learner one(apart, {}, 0, Random(0)), two(together, {}, 0, Random(0));
  const StepReport split = one.step(std::vector{a, b}, 0), whole = two.step(std::vector{joined(a, b)}, 0);
  EXPECT_NEAR(split.loss, whole.loss, 1e-5);
  EXPECT_NEAR(split.gradient_norm, whole.gradient_norm, 1e-5);
  const Parameters p = apart.parameters(), q = together.parameters();
  for (size_t i = 0; i < p.size(); ++i)
    EXPECT_LE(max_abs_difference(p[i].tensor.grad(), q[i].tensor.grad()), 1e-5) << p[i].name;
  for (size_t i = 0; i < p.size(); ++i)
    EXPECT_LE(max_abs_difference(one.optimizer().first_moments()[i], two.optimizer().first_moments()[i]),
              1e-5);
}

TEST(Learner, TheLossFallsToNothingOnOneBatch) {
  Random random(3);
  const std::vector<Batch> batch{random_batch(2, random)};
  for (const double dropout : {0.0, 0.1}) {
    Gpt gpt = small_gpt(dropout);
    Learner learner(gpt, {}, 1, Random(5));
    const double first = learner.step(batch, 1e-2).loss;
    EXPECT_NEAR(first, std::log(13), 0.2);
    for (int i = 0; i < 150; ++i) learner.step(batch, 1e-2);
    EXPECT_LT(evaluate(gpt, batch), 0.2) << "dropout " << dropout;
  }
}

TEST(Learner, ClippingActsOnTheStep) {
  Random random(4);
  const std::vector<Batch> batch{random_batch(2, random)};
  Gpt free = small_gpt(), bound = small_gpt();
  Learner one(free, {}, 0, Random(0)), two(bound, {}, 0.01, Random(0));
  const double norm = one.step(batch, 1e-3).gradient_norm;
  EXPECT_GT(norm, 0.1);
  EXPECT_EQ(two.step(batch, 1e-3).gradient_norm, norm);  // before clipping
  double squares = 0;
  for (const Array& m : two.optimizer().first_moments()) squares += sum_of_squares(m);
  EXPECT_NEAR(std::sqrt(squares), 0.1 * 0.01, 1e-5);  // m = (1 − β1)·g
}

TEST(Learner, DropoutIsOfItsOwnStream) {
  Random random(4);
  const std::vector<Batch> batch{random_batch(2, random)};
  Gpt a = small_gpt(0.3), b = small_gpt(0.3), c = small_gpt(0.3);
  Learner one(a, {}, 0, Random(7)), same(b, {}, 0, Random(7)), other(c, {}, 0, Random(8));
  const double loss = one.step(batch, 0).loss;
  EXPECT_EQ(same.step(batch, 0).loss, loss);
  EXPECT_NE(other.step(batch, 0).loss, loss);
  EXPECT_NE(one.step(batch, 0).loss, loss);  // the next numbers
  EXPECT_EQ(evaluate(a, batch), evaluate(a, batch));
}

// A step that cannot be made leaves everything as it was.
TEST(Learner, ANumberThatIsNotFiniteStopsAndIsNamed) {
  Random random(5);
  const std::vector<Batch> batch{random_batch(2, random)};
  for (const auto& [name, operation] : {std::pair{"h.0.attn.c_attn.weight", "'linear'"},
                                        {"h.1.mlp.c_fc.bias", "'bias_gelu'"},
                                        {"ln_f.weight", "'layer_norm'"}}) {
    Gpt gpt = small_gpt(0.1);
    Learner learner(gpt, {}, 1, Random(5));
    learner.step(batch, 1e-3);
    Tensor tensor = find_parameter(gpt.parameters(), name);
    tensor.mutable_value()[3] = NAN;
    const std::vector<Array> before = state_of(learner);
    const uint64_t dropout = learner.dropout_random().position();
    const std::string error = error_of([&] { learner.step(batch, 1e-3); });
    EXPECT_TRUE(says(error, {"loss is nan", name, operation}));
    expect_state(learner, before);
    EXPECT_EQ(learner.dropout_random().position(), dropout);
    EXPECT_EQ(learner.optimizer().steps(), 1);
    EXPECT_TRUE(says(error_of([&] { evaluate(gpt, batch); }), {operation}));
  }
}

// Finite values, and a finite loss, but weights so large that the gradient overflows.
TEST(Learner, AGradientThatIsNotFiniteStopsAndIsNamed) {
  Random random(5);
  const std::vector<Batch> batch{random_batch(2, random)};
  Gpt gpt = small_gpt();
  for (const char* name : {"h.1.mlp.c_proj.weight", "h.1.mlp.c_fc.weight"})
    find_parameter(gpt.parameters(), name).node()->value.fill(Real(1e-30));
  Tensor gain = find_parameter(gpt.parameters(), "ln_f.weight");
  gain.mutable_value().fill(Real(1e-20));
  Tensor wte = find_parameter(gpt.parameters(), "wte.weight");
  for (int64_t i = 0; i < wte.value().size(); ++i) wte.mutable_value()[i] *= Real(1e24);
  Learner learner(gpt, {}, 0, Random(5));
  ASSERT_TRUE(std::isfinite(static_cast<double>(gpt.loss(batch[0].inputs, batch[0].targets).item())));
  const std::vector<Array> before = state_of(learner);
  const std::string error = error_of([&] { learner.step(batch, 1e-3); });
  EXPECT_TRUE(says(error, {"gradient"})) << error;
  EXPECT_FALSE(says(error, {"loss is nan"})) << error;
  expect_state(learner, before);
  EXPECT_EQ(learner.optimizer().steps(), 0);
}

// Batches of different sizes count by their rows.
TEST(Evaluate, IsTheMeanOverAllTokens) {
  Random random(6);
  const Batch a = random_batch(5, random), b = random_batch(2, random);
  const Gpt gpt = small_gpt(0.5);
  EXPECT_NEAR(evaluate(gpt, std::vector{a, b}), evaluate(gpt, std::vector{joined(a, b)}), 1e-5);
}

}  // namespace
}  // namespace p2g
