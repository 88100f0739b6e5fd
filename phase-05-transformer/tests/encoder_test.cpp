// How a branch joins the stream, and what a layer of the encoder is made of.
#include "transformer/encoder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/reduce.h"
#include "nn/arithmetic.h"
#include "throws.h"

namespace p2g {
namespace {

using Numbers = std::vector<double>;

// Four numbers to mean 0 and variance 1.
Numbers normed(const Numbers& x) {
  double mean = 0, variance = 0;
  for (const double v : x) mean += v / 4;
  for (const double v : x) variance += (v - mean) * (v - mean) / 4;
  Numbers y;
  for (const double v : x) y.push_back((v - mean) / std::sqrt(variance + 1e-5));
  return y;
}
Numbers plus(const Numbers& a, const Numbers& b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]};
}
Numbers squared(const Numbers& a) { return {a[0] * a[0], a[1] * a[1], a[2] * a[2], a[3] * a[3]}; }

// The branch squares each number.
Numbers joined(bool pre_norm) {
  const Tensor x = Tensor::constant(Array::of({1, 1, 4}, {1, 0, 2, 5}));
  return close_to_detail::numbers(
      sublayer(x, LayerNorm(4, 1e-5), {.pre_norm = pre_norm}, [](const Tensor& y) { return y * y; }).value());
}
const Numbers kX{1, 0, 2, 5};

TEST(Sublayer, PostNormNormsTheSum) {
  EXPECT_TRUE(close_to(
      joined(false), normed(plus(kX, squared(kX))), 1e-4,
      {{"the residual connection is missing: norm x + branch(x)", normed(squared(kX))},
       {"this is pre-norm: post-norm takes the norm of the sum", plus(kX, squared(normed(kX)))},
       {"the norm is taken of the branch alone: it comes after x is added", plus(kX, normed(squared(kX)))},
       {"there is no norm", plus(kX, squared(kX))},
       {"the norm is taken twice, before and after", normed(plus(kX, squared(normed(kX))))}},
      "post-norm: norm(x + branch(x))"));
}

TEST(Sublayer, PreNormNormsWhatTheBranchReads) {
  const Numbers n = normed(kX);
  EXPECT_TRUE(close_to(
      joined(true), plus(kX, squared(n)), 1e-4,
      {{"the residual connection is missing: add x, as it came in", squared(n)},
       {"this is post-norm: pre-norm takes the norm of what the branch reads", normed(plus(kX, squared(kX)))},
       {"the normed x is added: the stream itself is never normed", plus(n, squared(n))},
       {"there is no norm", plus(kX, squared(kX))}},
      "pre-norm: x + branch(norm(x))"));
}

class Layer : public ::testing::TestWithParam<bool> {
 protected:
  Layer()
      : random(5),
        layer({.channels = 8, .inner = 12, .heads = 2, .layers = 1, .pre_norm = GetParam()}, random),
        x(Tensor::constant(random_normal({2, 3, 8}, 1, random))) {
    Parameters all;
    layer.list(all, "");
    for (NamedTensor& p : all) fill_normal(p.tensor.mutable_value(), 0, 0.5, random);
  }
  // By the formulas; `once` is the norm that a branch is joined with.
  Tensor join(const Tensor& in, const LayerNorm& norm, const Branch& branch) const {
    return GetParam() ? in + branch(norm(in)) : norm(in + branch(in));
  }
  Tensor attend(const Tensor& in, const Visible& seen) const {
    return join(in, layer.norm1, [&](const Tensor& y) { return layer.self_attn(y, y, seen); });
  }

  Random random;
  EncoderLayer layer;
  Tensor x;
  const Visible visible{.key_lengths = {3, 2}};
};

TEST_P(Layer, IsAttentionThenTheFeedForwardNetwork) {
  const auto numbers = [](const Tensor& y) { return close_to_detail::numbers(y.value()); };
  const auto feed = [&](const Tensor& y, const LayerNorm& norm) { return join(y, norm, layer.feed_forward); };
  const Tensor want = feed(attend(x, visible), layer.norm2);
  const Tensor got = layer(x, visible, {.pre_norm = GetParam()});
  EXPECT_TRUE(close_to(
      got.value(), want.value(), 1e-4,
      {{"the feed-forward network is missing", numbers(attend(x, visible))},
       {"the attention is missing", numbers(feed(x, layer.norm2))},
       {"norm1 is used twice: the second branch has a norm of its own",
        numbers(feed(attend(x, visible), layer.norm1))},
       {"the padding is seen: hand `visible` to the attention", numbers(feed(attend(x, {}), layer.norm2))},
       {"the branches are the wrong way round: attention first",
        numbers(attend(feed(x, layer.norm2), visible))}},
      "x -> sublayer(attention, norm1) -> sublayer(feed_forward, norm2)"));
}

TEST_P(Layer, DropsOnlyWithARandom) {
  Random a(3), b(3), other(4);
  const auto run = [&](Random* r) { return layer(x, visible, {GetParam(), 0.5, r}).value(); };
  const Array dropped = run(&a);
  EXPECT_TRUE(
      holds(max_abs_difference(run(nullptr), layer(x, visible, {.pre_norm = GetParam()}).value()) == 0,
            "without a Random nothing dropped", "another result",
            "use joining.dropout only where joining.random is there"));
  EXPECT_TRUE(holds(max_abs_difference(dropped, run(nullptr)) > 0.1,
                    "with a Random and p = 0.5 another result", "the same",
                    "every branch's result goes through dropout before x is added"));
  EXPECT_EQ(max_abs_difference(dropped, run(&b)), 0);
  EXPECT_GT(max_abs_difference(dropped, run(&other)), 0.1);
}

// What stands in the padding does not matter to the places before it.
TEST_P(Layer, DoesNotReadPadding) {
  Array other = x.value().clone();
  for (int64_t c = 0; c < 8; ++c) other[(1 * 3 + 2) * 8 + c] += 3;  // sequence 1 is 2 long
  const Array before = layer(x, visible, {.pre_norm = GetParam()}).value(),
              after = layer(Tensor::constant(other), visible, {.pre_norm = GetParam()}).value();
  for (int64_t i = 0; i < 5 * 8; ++i) EXPECT_EQ(before[i], after[i]) << i;
}

INSTANTIATE_TEST_SUITE_P(Norms, Layer, ::testing::Bool(),
                         [](const auto& form) { return form.param ? "pre" : "post"; });

TEST(Encoder, NormsTheEndOnlyIfPreNorm) {
  for (const bool pre : {false, true}) {
    Random random(1);
    const Encoder encoder({.channels = 8, .inner = 16, .heads = 2, .layers = 3, .pre_norm = pre}, random);
    Parameters all;
    encoder.list(all, "encoder.");
    EXPECT_EQ(all.front().name, "encoder.layers.0.self_attn.q_proj.weight");
    EXPECT_EQ(all.back().name, pre ? "encoder.norm.bias" : "encoder.layers.2.norm2.bias");
    // four products and two, their biases, and two norms; a norm more at the end
    EXPECT_EQ(parameter_count(all), 3 * (4 * (64 + 8) + 2 * 8 * 16 + 24 + 32) + (pre ? 16 : 0));
    std::vector<Tensor> each;
    const Tensor y = encoder(Tensor::constant(random_normal({1, 4, 8}, 1, random)), {}, 0, nullptr, &each);
    EXPECT_EQ(each.size(), 3u);
    EXPECT_EQ(max_abs_difference(y.value(), each.back().value()) == 0, !pre);
  }
}

TEST(Encoder, RefusesSizesThatMakeNone) {
  Random random(1);
  EXPECT_TRUE(
      says(error_of([&] { Encoder({.channels = 10, .heads = 4}, random); }), {"10 channels", "4 heads"}));
  EXPECT_TRUE(says(error_of([&] { Encoder({.layers = 0}, random); }), {"[transformer]", "0 layers"}));
}

}  // namespace
}  // namespace p2g
