#include "sequence/temperature.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "close_to.h"
#include "throws.h"

namespace p2g {
namespace {

// e^0 : e^ln 2 : e^ln 4 = 1 : 2 : 4. At temperature 1/2 these are squared, at 2 their roots are taken.
const std::vector<Real> kLogits{0, static_cast<Real>(std::log(2)), static_cast<Real>(std::log(4))};

TEST(AtTemperature, OneTwoFourByHand) {
  EXPECT_TRUE(close_to(at_temperature(kLogits, 1), {1.0 / 7, 2.0 / 7, 4.0 / 7}, 1e-6,
                       {{"divide by the sum, so that all add up to 1", {0.25, 0.5, 1}}},
                       "p = e^logit / Σ e^logit"));
  const double root = std::sqrt(2.0);
  EXPECT_TRUE(
      close_to(at_temperature(kLogits, 0.5), {1.0 / 21, 4.0 / 21, 16.0 / 21}, 1e-6,
               {{"logits are divided by the temperature, not multiplied",
                 {1 / (3 + root), root / (3 + root), 2 / (3 + root)}},
                {"the temperature is not used", {1.0 / 7, 2.0 / 7, 4.0 / 7}},
                {"the temperature divides the logits, not the probabilities", {2.0 / 7, 4.0 / 7, 8.0 / 7}}},
               "p = softmax(logits / temperature)"));
}

TEST(AtTemperature, AtZeroTheLargestHasItAll) {
  EXPECT_TRUE(close_to(
      at_temperature(kLogits, 0), {0, 0, 1}, 0,
      {{"0/0: at temperature 0 do not divide, take the largest", {std::nan(""), std::nan(""), std::nan("")}},
       {"0/0: at temperature 0 do not divide, take the largest", {0, 0, std::nan("")}}},
      "at temperature 0 the largest logit has probability 1"));
}

TEST(AtTemperature, DoesNotOverflow) {
  EXPECT_TRUE(close_to(at_temperature(std::vector<Real>{1000, 1000}, 0.01), {0.5, 0.5}, 1e-12, {},
                       "e^100000 overflows: take the largest logit out first"));
}

TEST(Draw, TakesTheChoiceWhereTheSumPassesU) {
  const std::array<double, 3> p{0.2, 0.5, 0.3};
  std::vector<double> drawn;
  for (const double u : {0.0, 0.19, 0.2, 0.69, 0.71, 0.999}) drawn.push_back(draw(p, u));
  EXPECT_TRUE(close_to(
      drawn, {0, 0, 1, 1, 2, 2}, 0,
      {{"this takes the most likely, whatever u is", {1, 1, 1, 1, 1, 1}},
       {"compare u with the sum of all probabilities so far, not with one of them", {0, 0, 1, 2, 2, 2}},
       {"a choice is taken where the sum passes u: this is one too early or too late", {0, 0, 0, 1, 2, 2}}},
      "walk up the probabilities until their sum is more than u"));
}

TEST(Draw, NeverTakesWhatIsImpossible) {
  const std::array<double, 4> p{0, 0.5, 0.5 - 1e-9, 0};
  EXPECT_TRUE(close_to({static_cast<double>(draw(p, 0)), static_cast<double>(draw(p, 1 - 1e-12))}, {1, 2}, 0,
                       {{"u = 0 must pass a choice of probability 0: the sum must be more than u", {0, 2}},
                        {"the sum may end just under 1: take the last that is possible", {1, 3}}},
                       "a choice of probability 0 is never taken"));
}

TEST(Temperature, SamplesComeAsOftenAsTheirProbability) {
  Random random(5);
  std::array<int, 3> counts{};
  for (int i = 0; i < 20000; ++i) ++counts[static_cast<size_t>(sample(kLogits, 1, random))];
  EXPECT_NEAR(counts[0] / 20000.0, 1.0 / 7, 0.01);
  EXPECT_NEAR(counts[2] / 20000.0, 4.0 / 7, 0.01);
}

TEST(Temperature, RefusesWhatCannotBeDrawn) {
  EXPECT_THROW(at_temperature({}, 1), Error);
  EXPECT_THROW(at_temperature(kLogits, -1), Error);
  EXPECT_THROW(at_temperature(kLogits, std::nan("")), Error);
  const std::vector<Real> broken{0, std::numeric_limits<Real>::quiet_NaN()};
  EXPECT_TRUE(says(error_of([&] { at_temperature(broken, 1); }), {"nan", "diverge"}));
  const std::vector<double> nothing{0, 0};
  EXPECT_THROW(draw(nothing, 0.5), Error);
}

}  // namespace
}  // namespace p2g
