#include "gpt2/sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.h"

namespace p2g {
namespace {

constexpr Real kInfinity = std::numeric_limits<Real>::infinity();

// log of 0.4, 0.3, 0.2, 0.1, shuffled and shifted: a shift changes nothing.
const std::vector<Real> kLogits{static_cast<Real>(std::log(.2) + 7), static_cast<Real>(std::log(.4) + 7),
                                static_cast<Real>(std::log(.1) + 7), static_cast<Real>(std::log(.3) + 7)};
const std::vector<int32_t> kOrder{1, 3, 0, 2};
const std::vector<double> kProbability{.4, .3, .2, .1};

TEST(Sampler, TheMostLikelyComeFirstWithTheirProbabilities) {
  const std::vector<Candidate> best = most_likely(kLogits, 3);
  ASSERT_EQ(best.size(), 3u);
  for (size_t i = 0; i < best.size(); ++i) {
    EXPECT_EQ(best[i].id, kOrder[i]);
    EXPECT_NEAR(best[i].probability, kProbability[i], 1e-6);
  }
}

TEST(Sampler, EqualsComeInOrderOfTheirIds) {
  const std::vector<Real> logits(100, Real(1));
  const std::vector<Candidate> best = candidates(logits, {1, 5, 1});
  ASSERT_EQ(best.size(), 5u);
  for (size_t i = 0; i < 5; ++i) EXPECT_EQ(best[i].id, static_cast<int32_t>(i));
}

TEST(Sampler, TemperatureZeroAndTopOneAreGreedy) {
  Random random(1);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(sample(kLogits, {0, 0, 1}, random), 1);
    EXPECT_EQ(sample(kLogits, {2, 1, 1}, random), 1);
    EXPECT_EQ(sample(kLogits, {1, 0, 1e-9}, random), 1);
  }
}

TEST(Sampler, TheNucleusIsTheSmallestSetThatReachesP) {
  const auto sizes = [](double p) { return candidates(kLogits, {1, 0, p}).size(); };
  EXPECT_EQ(sizes(.39), 1u);
  EXPECT_EQ(sizes(.41), 2u);
  EXPECT_EQ(sizes(.69), 2u);
  EXPECT_EQ(sizes(.71), 3u);
  EXPECT_EQ(sizes(1), 4u);
  const std::vector<Candidate> two = candidates(kLogits, {1, 0, .5});
  EXPECT_NEAR(two[0].probability, 4.0 / 7, 1e-6);
  EXPECT_NEAR(two[1].probability, 3.0 / 7, 1e-6);
}

TEST(Sampler, TemperatureSharpensAndFlattens) {
  EXPECT_NEAR(candidates(kLogits, {.5, 0, 1})[0].probability, .16 / (.16 + .09 + .04 + .01), 1e-6);
  EXPECT_NEAR(candidates(kLogits, {1000, 0, 1})[3].probability, .25, 1e-3);
}

// χ² with three degrees of freedom is over 16.27 once in a thousand times; the seed is fixed.
TEST(Sampler, DrawsAsOftenAsTheProbabilitiesSay) {
  Random random(7);
  constexpr int kDraws = 20000;
  std::vector<int> counts(4);
  for (int i = 0; i < kDraws; ++i) ++counts[static_cast<size_t>(sample(kLogits, {}, random))];
  double chi = 0;
  for (size_t i = 0; i < 4; ++i) {
    const double wanted = kProbability[i] * kDraws;
    chi += std::pow(counts[static_cast<size_t>(kOrder[i])] - wanted, 2) / wanted;
  }
  EXPECT_LT(chi, 16.27);
}

TEST(Sampler, TheSameSeedDrawsTheSame) {
  Random one(3), other(3);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(sample(kLogits, {}, one), sample(kLogits, {}, other));
}

TEST(Sampler, InfinitiesAreCertainOrNever) {
  Random random(4);
  const std::vector<Real> never{0, -kInfinity, 0}, certain{0, kInfinity, 0};
  for (int i = 0; i < 50; ++i) {
    EXPECT_NE(sample(never, {}, random), 1);
    EXPECT_EQ(sample(certain, {}, random), 1);
  }
}

TEST(Sampler, BrokenLogitsAndSettingsAreRefused) {
  Random random(5);
  const std::vector<Real> broken{0, std::nanf(""), 0};
  EXPECT_EQ(error_of([&] { sample(broken, {}, random); }),
            "[sampler] the logit of token 1 is not a number: the model is broken");
  EXPECT_TRUE(says(error_of([] { check_settings({-1, 0, 1}); }), {"temperature is -1", "greedy"}));
  EXPECT_TRUE(says(error_of([] { check_settings({1, -2, 1}); }), {"top-k is -2"}));
  EXPECT_TRUE(says(error_of([] { check_settings({1, 0, 0}); }), {"top-p is 0"}));
  EXPECT_TRUE(says(error_of([] { check_settings({1, 0, 1.5}); }), {"top-p is 1.5"}));
}

}  // namespace
}  // namespace p2g
