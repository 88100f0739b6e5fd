#include "math/finite_difference.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"

namespace p2g {
namespace {

// f = a² + 3ab: ∂a = 2a + 3b, ∂b = 3a. Central differences are exact for a quadratic, up to rounding.
TEST(FiniteDifference, IsTheGradientAndRestoresItsInput) {
  Array x = Array::of({2}, {1.5, -2});
  const auto f = [&] {
    const double a = static_cast<double>(x[0]), b = static_cast<double>(x[1]);
    return a * a + 3 * a * b;
  };
  const Array gradient = finite_difference(f, x, 0.125);
  EXPECT_TRUE(close_to(gradient, Array::of({2}, {-3, 4.5}), 1e-5,
                       {{"only one side is looked at: (f(x + h) − f(x − h)) / 2h", {-2.875, 4.5}},
                        {"only one side is looked at: (f(x + h) − f(x − h)) / 2h", {-3.125, 4.5}},
                        {"the two points are 2h apart, not h", {-6, 9}},
                        {"the wrong way round: f(x + h) comes first", {3, -4.5}},
                        {"x[0] was not put back before x[1] was moved", {-3, 4.125}},
                        {"h is not divided by", {-0.75, 1.125}}},
                       "each xᵢ is moved alone, by h up and by h down"));
  EXPECT_TRUE(close_to(x, Array::of({2}, {1.5, -2}), 0, {}, "x must be left as it was found"));
}

// The error of a central difference falls with the square of the step.
TEST(FiniteDifference, IsOfSecondOrder) {
  Array x = Array::of({1}, {1});
  const auto f = [&] { return std::exp(static_cast<double>(x[0])); };
  const double coarse = static_cast<double>(finite_difference(f, x, 0.25)[0]) - std::exp(1);
  const double fine = static_cast<double>(finite_difference(f, x, 0.125)[0]) - std::exp(1);
  EXPECT_NEAR(coarse / fine, 4, 0.1);
}

}  // namespace
}  // namespace p2g
