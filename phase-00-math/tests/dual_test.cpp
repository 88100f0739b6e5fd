#include "math/dual.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "close_to.h"

namespace p2g {
namespace {

std::vector<double> both(Dual a) { return {a.value, a.slope}; }

// a = 3 with slope 1, b = 2 with slope 5: two inputs that both move.
const Dual kA(3, 1), kB(2, 5);

TEST(Dual, SumAndDifferenceByHand) {
  EXPECT_TRUE(close_to(both(kA + kB), {5, 6}, 1e-15, {{"the slopes are not added", {5, 1}}}));
  EXPECT_TRUE(
      close_to(both(kA - kB), {1, -4}, 1e-15, {{"the slopes are added: wanted their difference", {1, 6}}}));
  EXPECT_TRUE(close_to(both(-kA), {-3, -1}, 1e-15, {{"the slope keeps its sign", {-3, 1}}}));
  EXPECT_TRUE(close_to(both(kA + 7), {10, 1}, 1e-15, {}, "a constant has slope 0"));
}

TEST(Dual, ProductByHand) {
  EXPECT_TRUE(close_to(both(kA * kB), {6, 17}, 1e-15,
                       {{"the slope of a product is not the product of the slopes: a'b + ab'", {6, 5}},
                        {"ab' is missing: both factors move", {6, 2}},
                        {"a'b is missing: both factors move", {6, 15}},
                        {"each slope goes with the other factor's value: a'b + ab'", {6, 13}}}));
}

TEST(Dual, QuotientByHand) {
  EXPECT_TRUE(close_to(both(kA / kB), {1.5, -3.25}, 1e-15,
                       {{"the two parts are subtracted, not added: (a'b − ab')/b²", {1.5, 4.25}},
                        {"the wrong way round: (a'b − ab')/b²", {1.5, 3.25}},
                        {"divide by b², not by b: (a'b − ab')/b²", {1.5, -6.5}},
                        {"the slope of a quotient is not the quotient of the slopes", {1.5, 0.2}}}));
}

TEST(Dual, FunctionsByHand) {
  const Dual x(2, 3);
  EXPECT_TRUE(close_to(both(exp(x)), {std::exp(2), 3 * std::exp(2)}, 1e-14,
                       {{"the chain rule is missing: times the slope of x", {std::exp(2), std::exp(2)}}}));
  EXPECT_TRUE(close_to(both(log(x)), {std::log(2), 1.5}, 1e-14,
                       {{"the chain rule is missing: times the slope of x", {std::log(2), 0.5}}}));
  EXPECT_TRUE(close_to(both(sin(x)), {std::sin(2), 3 * std::cos(2)}, 1e-14,
                       {{"the chain rule is missing: times the slope of x", {std::sin(2), std::cos(2)}},
                        {"the slope of sin is cos, without a minus", {std::sin(2), -3 * std::cos(2)}}}));
  const double t = std::tanh(2);
  EXPECT_TRUE(
      close_to(both(tanh(x)), {t, 3 * (1 - t * t)}, 1e-14,
               {{"the chain rule is missing: times the slope of x", {t, 1 - t * t}},
                {"the slope of tanh is 1 − y² with y = tanh x, not with x", {t, 3 * (1 - 2. * 2.)}}}));
  EXPECT_TRUE(close_to(both(pow(x, 3)), {8, 36}, 1e-14,
                       {{"the chain rule is missing: times the slope of x", {8, 12}},
                        {"the exponent falls by one: c·x^(c − 1)", {8, 72}}}));
  EXPECT_TRUE(
      close_to(both(sqrt(Dual(4, 3))), {2, 0.75}, 1e-14,
               {{"the chain rule is missing: times the slope of x", {2, 0.25}}, {"1/(2√x)", {2, 1.5}}}));
  EXPECT_TRUE(close_to(both(relu(x)), {2, 3}, 1e-14, {}, "relu leaves what is above 0 alone"));
  EXPECT_TRUE(close_to(both(relu(Dual(-2, 3))), {0, 0}, 1e-14, {{"below 0 the slope is 0 too", {0, 3}}}));
}

// Central differences, at points within the domain of all functions.
TEST(Dual, IsTheFiniteDifference) {
  struct Case {
    const char* name;
    std::function<Dual(Dual)> dual;
  };
  const Case cases[] = {{"x·x", [](Dual x) { return x * x; }},
                        {"1/x", [](Dual x) { return 1 / x; }},
                        {"exp", [](Dual x) { return exp(x); }},
                        {"log", [](Dual x) { return log(x); }},
                        {"sin", [](Dual x) { return sin(x); }},
                        {"tanh", [](Dual x) { return tanh(x); }},
                        {"x^2.5", [](Dual x) { return pow(x, 2.5); }},
                        {"sqrt", [](Dual x) { return sqrt(x); }},
                        {"relu", [](Dual x) { return relu(x - 1); }},
                        {"all", [](Dual x) { return exp(sin(x) * log(x)) / (sqrt(x) + tanh(x)) - x; }}};
  const double h = 1e-6;
  for (const auto& [name, f] : cases)
    for (const double x : {0.3, 0.9, 1.7, 4.0}) {
      const double difference = (f(x + h).value - f(x - h).value) / (2 * h);
      EXPECT_NEAR(f(Dual(x, 1)).slope, difference, 1e-7 * (1 + std::abs(difference))) << name << " at " << x;
    }
}

// sin² + cos² is constant, so its slope vanishes; d/dx log eˣ = 1.
TEST(Dual, IdentitiesHaveTheSlopesTheyMust) {
  for (const double at : {-2.0, 0.1, 3.0}) {
    const Dual x(at, 1), s = sin(x), c = sin(x + 1.5707963267948966);
    EXPECT_NEAR((s * s + c * c).slope, 0, 1e-15);
    EXPECT_NEAR(log(exp(x)).slope, 1, 1e-15);
    EXPECT_NEAR((tanh(x) * 1 - (1 - 2 / (exp(2 * x) + 1))).slope, 0, 1e-14);
  }
}

}  // namespace
}  // namespace p2g
