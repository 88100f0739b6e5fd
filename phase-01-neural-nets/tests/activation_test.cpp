// Activations: by hand, then what must hold for any numbers. Their gradients are checked with all
// operations'.
#include "nn/activation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"

namespace p2g {
namespace {

const char* const kNoSlope = "dy is not multiplied by the slope: it passes where relu was flat too";

TEST(Relu, LetsPositiveNumbersPass) {
  const Tensor x = Tensor::constant(Array::of({5}, {-2, -0.5, 0, 0.5, 3}));
  EXPECT_TRUE(close_to(relu(x).value(), Array::of({5}, {0, 0, 0, 0.5, 3}), 0,
                       {{"negative numbers pass unchanged: they become 0", {-2, -0.5, 0, 0.5, 3}},
                        {"negative numbers lose their sign: they become 0", {2, 0.5, 0, 0.5, 3}},
                        {"the smaller of 0 and x is kept: wanted the larger", {-2, -0.5, 0, 0, 0}}}));
}

// At 0 the slope is a matter of choice: it is 0 here, as in PyTorch.
TEST(Relu, SendsTheGradientWhereTheValuePassed) {
  const Tensor x = Tensor::parameter(Array::of({5}, {-2, -0.5, 0, 0.5, 3}));
  backward(relu(x), Array::of({5}, {1, 10, 100, 1000, 10000}));
  EXPECT_TRUE(
      close_to(x.grad(), Array::of({5}, {0, 0, 0, 1000, 10000}), 0,
               {{kNoSlope, {1, 10, 100, 1000, 10000}},
                {"the slope is there, but not multiplied by dy", {0, 0, 0, 1, 1}},
                {"dy is multiplied by the value: wanted the slope, which is 1", {0, 0, 0, 500, 30000}},
                {"the slope at 0 is 1 here, wanted 0", {0, 0, 100, 1000, 10000}}}));
}

TEST(Relu, LeavesNanAsItIs) {
  const Tensor x = Tensor::constant(Array::full({1}, std::nanf("")));
  EXPECT_TRUE(holds(std::isnan(relu(x).item()), "NaN", "a number",
                    "a comparison with NaN is false: a mistake far away would be hidden as 0"));
}

// relu(x) − relu(−x) = x, and relu of relu is relu.
TEST(Relu, SplitsANumberIntoItsSides) {
  for (const double v : {-3.0, -1e-30, 0.0, 1e-30, 7.5}) {
    const Tensor x = Tensor::constant(Array::full({1}, static_cast<Real>(v)));
    const Tensor minus = Tensor::constant(Array::full({1}, static_cast<Real>(-v)));
    EXPECT_EQ(relu(x).item() - relu(minus).item(), static_cast<Real>(v));
    EXPECT_EQ(relu(relu(x)).item(), relu(x).item());
  }
}

TEST(Activation, TanhAndSigmoidAreOneCurve) {
  for (const double v : {-4.0, -0.3, 0.0, 1.0, 6.0}) {
    const Tensor x = Tensor::constant(Array::full({1}, static_cast<Real>(v)));
    const Tensor twice = Tensor::constant(Array::full({1}, static_cast<Real>(2 * v)));
    EXPECT_NEAR(tanh(x).item(), 2 * sigmoid(twice).item() - 1, 1e-6) << v;
  }
}

}  // namespace
}  // namespace p2g
