#include "math/finite_difference.h"

#include <gtest/gtest.h>

#include <cmath>

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
  EXPECT_NEAR(gradient[0], -3, 1e-5);
  EXPECT_NEAR(gradient[1], 4.5, 1e-5);
  EXPECT_EQ(x[0], Real(1.5));
  EXPECT_EQ(x[1], Real(-2));
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
