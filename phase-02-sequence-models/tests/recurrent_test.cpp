// What holds for every recurrent network: chunks are the whole, masks are separate runs.
#include <gtest/gtest.h>

#include "math/reduce.h"
#include "recurrent_cases.h"
#include "sequence/time.h"
#include "throws.h"

namespace p2g {
namespace {

constexpr int64_t kIn = 3, kHidden = 5, kLayers = 2;

Array random_array(const Shape& shape, uint64_t seed) {
  Random random(seed);
  return random_normal(shape, 1, random);
}

Tensor weighted(const Tensor& y, const Array& weights) { return sum(y * Tensor::constant(weights)); }

void expect_near(const Array& a, const Array& b, const std::string& what) {
  ASSERT_TRUE(a.shape() == b.shape()) << what << ": " << a.shape().to_string() << b.shape().to_string();
  EXPECT_LE(max_abs_difference(a, b), 1e-5) << what;
}

void expect_same_gradients(const Recurrent& a, const Recurrent& b) {
  for (size_t i = 0; i < a.parameters.size(); ++i)
    expect_near(a.parameters[i].tensor.grad(), b.parameters[i].tensor.grad(),
                a.name + " " + a.parameters[i].name);
}

TEST(Recurrent, RunsInChunksAsItRunsInOne) {
  const Array x = random_array({7, 2, kIn}, 1), weights = random_array({7, 2, kHidden}, 2);
  for (const auto& make : recurrent_networks(kIn, kHidden, kLayers)) {
    const Recurrent whole = make(), parts = make();
    const Tensor all = whole.run(Tensor::constant(x), nullptr);
    const Tensor a = parts.run(Tensor::constant(x.slice(0, 4)), nullptr);
    const Tensor b = parts.run(Tensor::constant(x.slice(4, 3)), nullptr);
    expect_near(a.value(), all.value().slice(0, 4), whole.name);
    expect_near(b.value(), all.value().slice(4, 3), whole.name);
    for (size_t i = 0; i < whole.state().size(); ++i)
      expect_near(parts.state()[i].value(), whole.state()[i].value(), whole.name);
    backward(weighted(all, weights));
    backward(weighted(a, weights.slice(0, 4)) + weighted(b, weights.slice(4, 3)));
    expect_same_gradients(whole, parts);
  }
}

// Truncated back-propagation: the numbers go on, the blame does not.
TEST(Recurrent, SendsNoBlamePastWhereItIsDetached) {
  const Array x = random_array({6, 2, kIn}, 1), weights = random_array({3, 2, kHidden}, 2);
  for (const auto& make : recurrent_networks(kIn, kHidden, kLayers)) {
    const Recurrent net = make(), uncut = make();
    const Tensor early = Tensor::parameter(x.slice(0, 3).clone()), late = Tensor::constant(x.slice(3, 3));
    net.run(early, nullptr);
    net.detach();
    const Tensor y = net.run(late, nullptr);
    backward(weighted(y, weights));
    EXPECT_FALSE(early.has_grad()) << net.name;
    uncut.run(early, nullptr);
    expect_near(uncut.run(late, nullptr).value(), y.value(), net.name);
    backward(weighted(uncut.run(late, nullptr), weights));
    EXPECT_TRUE(early.has_grad()) << net.name;
  }
}

// A batch of sequences of 5, 2 and 3 steps, filled up with anything, is three runs.
TEST(Recurrent, WithAMaskEachSequenceRunsAsIfAlone) {
  const std::vector<int64_t> lengths{5, 2, 3};
  const int64_t T = 5, B = 3;
  const Array x = random_array({T, B, kIn}, 1), weights = random_array({B, kHidden}, 2);
  Array mask = Array::zeros({T, B});
  for (int64_t b = 0; b < B; ++b)
    for (int64_t t = 0; t < lengths[static_cast<size_t>(b)]; ++t) mask[t * B + b] = 1;
  for (const auto& make : recurrent_networks(kIn, kHidden, kLayers)) {
    const Recurrent together = make(), alone = make();
    const Tensor y = together.run(Tensor::constant(x), &mask);
    backward(weighted(at_time(y, T - 1), weights));
    for (int64_t b = 0; b < B; ++b) {
      const int64_t length = lengths[static_cast<size_t>(b)];
      Array own = Array::uninitialized({length, 1, kIn});
      for (int64_t t = 0; t < length; ++t)
        for (int64_t i = 0; i < kIn; ++i) own[t * kIn + i] = x[(t * B + b) * kIn + i];
      const Recurrent one = make();
      const Tensor last = at_time(one.run(Tensor::constant(own), nullptr), length - 1);
      expect_near(at_time(y, T - 1).value().slice(b, 1), last.value(), together.name);
      for (size_t i = 0; i < one.state().size(); ++i)
        expect_near(together.state()[i].value().slice(b, 1), one.state()[i].value(), together.name);
      backward(weighted(last, weights.slice(b, 1)));
      for (size_t i = 0; i < one.parameters.size(); ++i)
        alone.parameters[i].tensor.accumulate(one.parameters[i].tensor.grad());
    }
    expect_same_gradients(together, alone);
  }
}

TEST(Recurrent, ListsItsParametersLayerByLayer) {
  Random random(1);
  Parameters parameters;
  Lstm(3, 5, 2, random).list(parameters, "lstm.");
  EXPECT_EQ(parameters.size(), 6u);
  EXPECT_EQ(parameters[4].name, "lstm.1.w_h");
  EXPECT_EQ(parameter_count(parameters), 20 * (3 + 5 + 1) + 20 * (5 + 5 + 1));
  for (int64_t u = 0; u < 20; ++u) EXPECT_EQ(parameters[2].tensor.value()[u], u / 5 == 1 ? 1 : 0);
}

TEST(Recurrent, RefusesWrongShapes) {
  Random random(1);
  const Lstm lstm(3, 5, 1, random);
  const Rnn rnn(3, 5, 2, random);
  std::vector<LstmState> state;
  std::vector<Tensor> short_state{Tensor::constant(Array::zeros({2, 5}))};
  const Tensor x = Tensor::constant(Array::zeros({4, 2, 3}));
  const Array mask = Array::zeros({2, 4});
  EXPECT_TRUE(says(error_of([&] { lstm(reshape(x, {8, 3}), state); }), {"[lstm]", "(8,3)"}));
  EXPECT_TRUE(says(error_of([&] { lstm(reshape(x, {4, 3, 2}), state); }), {"w_x"}));
  state.clear();
  EXPECT_TRUE(says(error_of([&] { lstm(x, state, &mask); }), {"mask", "(2,4)", "(4,2)"}));
  EXPECT_TRUE(says(error_of([&] { rnn(x, short_state); }), {"[rnn]", "1 layers", "wanted 2"}));
  EXPECT_TRUE(says(error_of([&] { at_time(x, 4); }), {"(4,2,3)", "no time 4"}));
  EXPECT_TRUE(says(error_of([&] { columns(x, 2, 2); }), {"no columns 2 to 3"}));
  EXPECT_TRUE(says(error_of([&] { stack({}); }), {"no steps"}));
}

}  // namespace
}  // namespace p2g
