#include "nn/dropout.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

constexpr int64_t kMany = 200000;

std::vector<double> many_ones(int64_t count) { return std::vector<double>(static_cast<size_t>(count), 1); }

TEST(Dropout, DropsTheShareItIsToldAndKeepsTheMean) {
  const Tensor ones = Tensor::constant(Array::full({kMany}, 1));
  for (const double p : {0.1, 0.5, 0.9}) {
    Random random(1);
    const Array y = dropout(ones, p, random).value();
    int64_t dropped = 0;
    for (int64_t i = 0; i < kMany; ++i) {
      ASSERT_TRUE(y[i] == 0 || y[i] == static_cast<Real>(1 / (1 - p)));
      dropped += y[i] == 0;
    }
    const double n = static_cast<double>(kMany), tolerance = 5 * std::sqrt(p * (1 - p) / n);
    EXPECT_NEAR(static_cast<double>(dropped) / n, p, tolerance);
    EXPECT_NEAR(sum(y) / n, 1, tolerance / (1 - p));
  }
}

TEST(Dropout, TheGradientPassesWhereTheValueDid) {
  Random random(2);
  const Tensor x = Tensor::parameter(Array::full({kMany}, 1));
  const Tensor y = dropout(x, 0.3, random);
  const Array value = y.value();
  backward(y, Array::full({kMany}, 1));
  EXPECT_TRUE(close_to(x.grad(), value, 0,
                       {{"the gradient passes everywhere, without the mask", many_ones(kMany)}},
                       "the gradient met another mask than the value: both must be drawn from one stream"));
}

TEST(Dropout, EveryCallDrawsANewMask) {
  Random random(3);
  const Tensor ones = Tensor::constant(Array::full({1000}, 1));
  const double difference =
      max_abs_difference(dropout(ones, 0.5, random).value(), dropout(ones, 0.5, random).value());
  EXPECT_TRUE(holds(difference != 0, "another mask each time", "the same mask twice",
                    "the stream of the mask must be drawn from `random`, anew in every call"));
}

TEST(Dropout, OfNothingIsTheIdentityAndDrawsNothing) {
  Random random(4);
  const Tensor x = Tensor::parameter(Array::full({10}, 1));
  EXPECT_TRUE(holds(dropout(x, 0, random).node() == x.node() && random.position() == 0,
                    "x itself, nothing drawn", "something else",
                    "p = 0 drops nothing: return x before a mask is drawn"));
}

TEST(Dropout, RefusesWhatIsNoProbability) {
  Random random(5);
  const Tensor x = Tensor::constant(Array::zeros({1}));
  for (const double p : {-0.1, 1.0, 2.0, std::nan("")})
    EXPECT_TRUE(says(error_of([&] { (void)dropout(x, p, random); }), {"[dropout]", "less than 1"}));
}

}  // namespace
}  // namespace p2g
