#include "nn/perceptron.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "nn/margin.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(PerceptronRule, OneMistakeByHand) {
  Perceptron unit(3);
  unit.weights = {0.5, -1, 2};
  EXPECT_TRUE(holds(unit.learn({1, 3, 0.5}, 1), "0.5 − 3 + 1 = −1.5 is wrong for target +1: a mistake, true",
                    "false", "true and false are the wrong way round: true means a mistake"));
  EXPECT_TRUE(close_to(unit.weights, {1.5, 2, 2.5}, 1e-12,
                       {{"the weights move away from the target: wanted + target · x", {-0.5, -4, 1.5}},
                        {"the weights did not move", {0.5, -1, 2}},
                        {"the weights move by the target alone: wanted target · x", {1.5, 0, 3}},
                        {"x takes the weights' place: it should be added to them", {1, 3, 0.5}}},
                       "wanted w[i] += target · x[i]"));
}

TEST(PerceptronRule, AMistakeAboutAMinusMovesTheOtherWay) {
  Perceptron unit(2);
  unit.weights = {1, 1};
  EXPECT_TRUE(unit.learn({1, 2}, -1));
  EXPECT_TRUE(close_to(unit.weights, {0, -1}, 1e-12,
                       {{"the target's sign is forgotten: for −1 the input is taken away", {2, 3}}}));
}

TEST(PerceptronRule, ARightAnswerChangesNothing) {
  Perceptron unit(2);
  unit.weights = {0.25, 1};
  const bool mistake = unit.learn({1, 2}, 1);
  EXPECT_TRUE(close_to(unit.weights, {0.25, 1}, 1e-12,
                       {{"it learns from right answers too: only a mistake moves the weights", {1.25, 3}}}));
  EXPECT_FALSE(mistake);
}

TEST(PerceptronRule, ASumOfZeroIsAMistakeForBothTargets) {
  for (const int target : {1, -1}) {
    Perceptron unit(2);
    EXPECT_TRUE(
        holds(unit.learn({1, 2}, target), "w·x = 0 tells nothing: a mistake for either target", "false",
              "with <= 0 instead of < 0 the first example, met with weights of zero, teaches something"));
    EXPECT_TRUE(close_to(unit.weights, {1. * target, 2. * target}, 1e-12));
  }
}

TEST(Train, LearnsAndAndOrAndStopsAfterAFaultlessPass) {
  for (const Truth f : {Truth(0b1000), Truth(0b1110)}) {
    const Examples examples = examples_of(f, 2);
    Perceptron unit(3);
    const Lesson lesson = train(unit, examples, 100);
    EXPECT_TRUE(lesson.converged);
    EXPECT_EQ(right_answers(unit.weights, examples), 4);
    EXPECT_LT(lesson.epochs, 20);
  }
}

// Every function that some unit can be is found: 104 of 256 (Novikoff 1962), and none of the others.
TEST(Train, FindsAllThresholdFunctionsOfThreeInputsAndNoOthers) {
  const std::vector<bool> possible = threshold_functions(3, 3);
  for (Truth f = 0; f < 256; ++f) {
    const Examples examples = examples_of(f, 3);
    Perceptron unit(4);
    const Lesson lesson = train(unit, examples, 200);
    ASSERT_EQ(lesson.converged, possible[f]) << f;
    if (!lesson.converged) continue;
    const Widest widest = widest_margin(examples, 20000);
    EXPECT_LE(static_cast<double>(lesson.mistakes),
              radius_squared(examples) / (widest.at_least * widest.at_least));
  }
}

TEST(Train, NeverEndsOnXorAndComesBackToItsFirstWeights) {
  Perceptron unit(3);
  for (int pass = 0; pass < 1000; ++pass) {
    EXPECT_EQ(train(unit, examples_of(parity(2), 2), 1).mistakes, 4);
    ASSERT_EQ(unit.weights, Numbers(3)) << "after pass " << pass;
  }
}

// Two points at distance 2 from a border through the origin: R² = 5, γ = 2.
TEST(Margin, OfTwoPointsByHand) {
  Examples two;
  two.add({2, 1}, 1);
  two.add({-2, 1}, -1);
  EXPECT_DOUBLE_EQ(radius_squared(two), 5);
  EXPECT_DOUBLE_EQ(margin({3, 0}, two), 2);
  EXPECT_LT(margin({0, 1}, two), 0);
  const Widest widest = widest_margin(two, 100);
  EXPECT_NEAR(widest.at_least, 2, 1e-9);
  EXPECT_NEAR(widest.at_most, 2, 1e-9);
}

// The two bounds enclose the truth: no w of many has a larger margin than the upper one.
TEST(Margin, NoWeightsHaveMoreThanTheWidest) {
  Random random(1962);
  Examples points;
  while (points.size() < 60) {
    const double x = random.uniform(-1, 1), y = random.uniform(-1, 1), side = x - 0.5 * y + 0.2;
    if (std::abs(side) > 0.1) points.add({1, x, y}, side > 0 ? 1 : -1);
  }
  const Widest widest = widest_margin(points, 100000);
  EXPECT_LE(widest.at_least, widest.at_most);
  EXPECT_NEAR(widest.at_least, widest.at_most, 0.01 * widest.at_most);
  EXPECT_DOUBLE_EQ(margin(widest.weights, points), widest.at_least);
  for (int i = 0; i < 20000; ++i)
    ASSERT_LE(margin({random.normal(), random.normal(), random.normal()}, points), widest.at_most);
}

TEST(Margin, OfWhatNothingSeparatesIsNotPositive) {
  EXPECT_LE(widest_margin(examples_of(parity(2), 2), 1000).at_least, 0);
}

TEST(Examples, MustFitOneAnother) {
  Examples examples;
  examples.add({1, 2}, 1);
  EXPECT_TRUE(says(error_of([&] { examples.add({1, 2, 3}, 1); }), {"[examples]", "3 inputs", "wanted 2"}));
  EXPECT_TRUE(says(error_of([&] { examples.add({1, 2}, 0); }), {"[examples]", "target 0", "+1 or -1"}));
}

}  // namespace
}  // namespace p2g
