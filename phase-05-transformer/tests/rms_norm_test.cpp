#include "transformer/rms_norm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/elementwise.h"
#include "math/random.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "nn/arithmetic.h"
#include "throws.h"
#include "transformer/layer_norm.h"

namespace p2g {
namespace {

Array by_row(const Array& x, const Array& weight, double epsilon) {
  Array y = Array::uninitialized(x.shape());
  rms_norm_row(x.data(), weight.data(), reciprocal_rms(x.data(), x.size(), epsilon), y.data(), x.size());
  return y;
}

// 3 and 4: mean square 12.5, root 3.5355.
TEST(RmsNorm, OfTwoNumbersByHand) {
  EXPECT_TRUE(close_to(static_cast<double>(reciprocal_rms(Array::of({2}, {3, 4}).data(), 2, 0)), 0.2828427,
                       1e-6,
                       {{"the mean of the squares, not their sum", {0.2}},
                        {"one divided by the root: this is the root itself", {3.5355339}},
                        {"no mean is taken out: that is layer norm's business", {2}},
                        {"the root is missing", {0.08}}},
                       "1 / √(mean of x²)"));
  EXPECT_TRUE(close_to(by_row(Array::of({2}, {3, 4}), Array::of({2}, {1, 10}), 0),
                       Array::of({2}, {0.8485281, 11.3137085}), 1e-6,
                       {{"each number times its own weight", {0.8485281, 1.1313708}},
                        {"times r, not divided by it", {10.6066017, 141.4213562}}},
                       "x · r · weight"));
}

TEST(RmsNorm, OfTinyNumbersIsHeldByEpsilon) {
  EXPECT_TRUE(close_to(static_cast<double>(reciprocal_rms(Array::of({2}, {0, 0}).data(), 2, 0.25)), 2, 1e-6,
                       {{"ε belongs under the root", {4}}}, "1 / √(mean of x² + ε)"));
}

TEST(RmsNorm, GradientOfTwoNumbersByHand) {
  const Array x = Array::of({2}, {3, 4}), weight = Array::of({2}, {1, 1}), dy = Array::of({2}, {1, 0});
  Array dx = Array::uninitialized({2});
  rms_norm_row_gradient(x.data(), weight.data(), Real(0.2828427), dy.data(), dx.data(), 2);
  EXPECT_TRUE(close_to(dx, Array::of({2}, {0.1810193, -0.1357645}), 1e-6,
                       {{"r depends on every x of the row: the second term is missing", {0.2828427, 0}},
                        {"the mean of g ⊙ x̂, not its sum", {0.0791960, -0.2715290}}},
                       "r·(g − x̂·mean(g ⊙ x̂))"));
}

// A row times any positive number gives the same result, and one turned around the opposite one.
TEST(RmsNorm, DoesNotCareForScale) {
  Random random(1);
  const Array x = random_normal({5, 40}, 1, random), weight = random_normal({40}, 1, random);
  const Tensor w = Tensor::constant(weight);
  const Array y = rms_norm(Tensor::constant(x), w, 0).value();
  for (const Real factor : {Real(0.01), Real(3), Real(1000), Real(-2)}) {
    const Array scaled = rms_norm(scale(Tensor::constant(x), static_cast<double>(factor)), w, 0).value();
    const Array wanted = map(y, [factor](Real v) { return factor < 0 ? -v : v; });
    EXPECT_LE(max_abs_difference(scaled, wanted), 1e-5) << factor;
  }
}

TEST(RmsNorm, GivesEveryRowARootMeanSquareOfOne) {
  Random random(2);
  const Array y =
      rms_norm(Tensor::constant(random_normal({7, 33}, 5, random)), Tensor::constant(Array::full({33}, 1)), 0)
          .value();
  for (int64_t row = 0; row < 7; ++row) EXPECT_NEAR(sum_of_squares(y.slice(row, 1)) / 33, 1, 1e-5) << row;
}

TEST(RmsNorm, IsLayerNormOfARowWhoseMeanIsZero) {
  const Tensor x = Tensor::constant(Array::of({2, 4}, {1, -1, 2, -2, 5, -3, -3, 1}));
  const Tensor one = Tensor::constant(Array::full({4}, 1)), zero = Tensor::constant(Array::zeros({4}));
  EXPECT_LE(max_abs_difference(rms_norm(x, one, 1e-5).value(), layer_norm(x, one, zero, 1e-5).value()), 1e-6);
}

TEST(RmsNorm, GivesTheSameBitsOnAnyNumberOfThreads) {
  Random random(3);
  const Array x = random_normal({50, 130}, 1, random), w = random_normal({130}, 1, random),
              dy = random_normal({50, 130}, 1, random);
  const int before = thread_count();
  std::vector<Array> results;
  for (const int count : {1, 3}) {
    set_thread_count(count);
    const Tensor px = Tensor::parameter(x.clone()), pw = Tensor::parameter(w.clone());
    const Tensor y = rms_norm(px, pw, 1e-6);
    results.push_back(y.value());
    backward(y, dy.clone());
    results.push_back(px.grad()), results.push_back(pw.grad());
  }
  set_thread_count(before);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(max_abs_difference(results[i], results[i + 3]), 0) << i;
}

TEST(RmsNorm, RefusesAWeightOfAnotherWidth) {
  EXPECT_TRUE(
      says(error_of([&] {
             (void)rms_norm(Tensor::constant(Array::zeros({2, 3})), Tensor::constant(Array::zeros({2})), 0);
           }),
           {"[rms_norm]", "weight", "(2)", "(3)"}));
}

}  // namespace
}  // namespace p2g
