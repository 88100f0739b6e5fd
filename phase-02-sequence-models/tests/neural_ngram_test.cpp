#include "sequence/neural_ngram.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/numerics.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "throws.h"

namespace p2g {
namespace {

Parameters parameters_of(const NeuralNgram& model) {
  Parameters all;
  model.list(all);
  return all;
}

// The paper's formula, number by number: y = b + W x + U tanh(d + H x).
double score(const NeuralNgram& m, const std::vector<int32_t>& context, int64_t v) {
  const int64_t E = m.table.shape()[1], H = m.hidden.bias.shape()[0], V = m.table.shape()[0];
  std::vector<double> x;
  for (const int32_t id : context)
    for (int64_t e = 0; e < E; ++e) x.push_back(m.table.value()[id * E + e]);
  double y = m.out.bias.value()[v];
  for (int64_t h = 0; h < H; ++h) {
    double sum = m.hidden.bias.value()[h];
    for (size_t i = 0; i < x.size(); ++i)
      sum += x[i] * static_cast<double>(m.hidden.weight.value()[static_cast<int64_t>(i) * H + h]);
    y += std::tanh(sum) * static_cast<double>(m.out.weight.value()[h * V + v]);
  }
  for (size_t i = 0; m.direct.defined() && i < x.size(); ++i)
    y += x[i] * static_cast<double>(m.direct.value()[static_cast<int64_t>(i) * V + v]);
  return y;
}

TEST(NeuralNgram, IsThePapersFormulaWithAndWithoutDirectLinks) {
  for (const bool direct : {false, true}) {
    Random random(3);
    const NeuralNgram model({5, 2, 3, 4, direct}, random);
    for (NamedTensor& p : parameters_of(model)) fill_normal(p.tensor.mutable_value(), 0, 0.7, random);
    const Tensor logits = model(Ids({2, 2}, {4, 0, 1, 3}));
    ASSERT_EQ(logits.shape(), (Shape{2, 5}));
    for (int64_t v = 0; v < 5; ++v) {
      EXPECT_NEAR(logits.value()[v], score(model, {4, 0}, v), 1e-5);
      EXPECT_NEAR(logits.value()[5 + v], score(model, {1, 3}, v), 1e-5);
    }
  }
}

TEST(NeuralNgram, CountsItsParameters) {
  Random random(1);
  EXPECT_EQ(parameter_count(parameters_of(NeuralNgram({27, 3, 10, 200}, random))), 11897);
  EXPECT_EQ(parameter_count(parameters_of(NeuralNgram({27, 3, 10, 200, true}, random))), 11897 + 30 * 27);
}

TEST(NeuralNgram, BeginsNearEqualChances) {
  Random random(2);
  const NeuralNgram model({27, 3, 10, 200}, random);
  EXPECT_NEAR(cross_entropy(model, Ids({2, 3}, {1, 2, 3, 4, 5, 6}), Ids({7, 8})), std::log(27), 0.3);
}

TEST(NeuralNgram, LossAskedInBlocksIsTheLossAskedAtOnce) {
  Random random(2);
  const NeuralNgram model({7, 1, 2, 3}, random);
  std::vector<int32_t> ids(5000), targets(5000);
  for (size_t i = 0; i < ids.size(); ++i) {
    ids[i] = static_cast<int32_t>(random.below(7));
    targets[i] = static_cast<int32_t>(random.below(7));
  }
  const Ids contexts({5000, 1}, ids), wanted(targets);
  EXPECT_NEAR(cross_entropy(model, contexts, wanted),
              static_cast<double>(cross_entropy(model(contexts), wanted).item()), 1e-5);
}

// Symbols 0, 1, 2 behave alike, and so do 3, 4, 5: next comes the other kind. The pairs (2, 5) and (5, 2)
// never came, and counting would know nothing of them.
TEST(NeuralNgram, JudgesANewPairByItsLikes) {
  std::vector<int32_t> contexts, targets;
  for (int32_t a = 0; a < 6; ++a)
    for (int32_t b = 0; b < 6; ++b) {
      if (a / 3 == b / 3 || (a == 2 && b == 5) || (a == 5 && b == 2)) continue;
      contexts.push_back(a);
      targets.push_back(b);
    }
  Random random(1);
  const NeuralNgram model({6, 1, 2, 8}, random);
  const Parameters parameters = parameters_of(model);
  Adam adam(parameters, 0.02);
  const Ids seen({std::ssize(targets), 1}, contexts), next(targets);
  for (int step = 0; step < 60; ++step) {
    zero_grad(parameters);
    backward(cross_entropy(model(seen), next));
    adam.step();
  }
  const Tensor logits = model(Ids({1, 1}, {2}));
  std::vector<Real> p(6);
  softmax_row(logits.value().data(), p.data(), 6);
  EXPECT_GT(p[5], 3 * (p[0] + p[1] + p[2]));
}

TEST(NeuralNgram, RefusesWhatHasNoSize) {
  Random random(1);
  EXPECT_TRUE(says(error_of([&] {
                     NeuralNgram({27, 0, 10, 200}, random);
                   }),
                   {"[neural n-gram]", "length 0"}));
  const NeuralNgram model({5, 2, 3, 4}, random);
  EXPECT_THROW(model(Ids({1, 3}, {0, 0, 0})), Error) << "a context of another length";
  EXPECT_THROW(model(Ids({2}, {0, 0})), Error);
  EXPECT_THROW(model(Ids({1, 2}, {0, 5})), Error);
}

}  // namespace
}  // namespace p2g
