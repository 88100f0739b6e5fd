#include "math/numerics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "close_to.h"

namespace p2g {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Distance in units of the last place of the float nearest to the exact value.
double error_in_ulps(float x) {
  const double exact = std::exp(static_cast<double>(x));
  const float nearest = static_cast<float>(exact);
  const double ulp = static_cast<double>(std::nextafter(nearest, kInfinity)) - static_cast<double>(nearest);
  return std::abs(static_cast<double>(fast_exp(x)) - exact) / ulp;
}

TEST(FastExp, IsWithinTwoUnitsInTheLastPlace) {
  double worst = 0;
  for (const float sign : {-1.0f, 1.0f})
    for (uint32_t bits = std::bit_cast<uint32_t>(1e-20f); bits < std::bit_cast<uint32_t>(88.7f);
         bits += 997) {
      const float x = sign * std::bit_cast<float>(bits);
      if (x < -87.3f) continue;
      ASSERT_LE(error_in_ulps(x), 2) << "x = " << x;
      worst = std::max(worst, error_in_ulps(x));
    }
  EXPECT_GT(worst, 0.5);  // it is an approximation: a perfect score would mean that nothing was measured
}

TEST(FastExp, Edges) {
  EXPECT_EQ(fast_exp(0.0f), 1.0f);
  EXPECT_EQ(fast_exp(-0.0f), 1.0f);
  EXPECT_EQ(fast_exp(-90.0f), 0.0f);
  EXPECT_EQ(fast_exp(-kInfinity), 0.0f);
  EXPECT_EQ(fast_exp(90.0f), kInfinity);
  EXPECT_EQ(fast_exp(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(fast_exp(kNan)));
  EXPECT_TRUE(std::isfinite(fast_exp(88.72f)));
  EXPECT_EQ(fast_exp(1.0), std::exp(1.0));
}

TEST(Sigmoid, IsSymmetricAndSaturates) {
  EXPECT_EQ(sigmoid(0.0f), 0.5f);
  for (const float x : {0.1f, 1.0f, 5.0f, 20.0f}) EXPECT_NEAR(sigmoid(x) + sigmoid(-x), 1, 1e-6);
  EXPECT_EQ(sigmoid(200.0f), 1.0f);
  EXPECT_EQ(sigmoid(-200.0f), 0.0f);
}

TEST(LogSumExp, OfThreeNumbersByHand) {
  const Real x[] = {0, 0.6931472f, 1.3862944f};  // e^x = 1, 2, 4
  EXPECT_TRUE(close_to(logsumexp(x, 3), std::log(7), 1e-6,
                       {{"what is returned is the sum: wanted its logarithm", {7}},
                        {"what is returned forgets the largest x, which was taken out", {std::log(1.75)}},
                        {"that is the sum of x: the exponentials are missing", {std::log(8)}},
                        {"the sum is divided by n: that would be a mean", {std::log(7. / 3)}}}));
}

TEST(LogSumExp, DoesNotOverflowByHand) {
  const Real huge[] = {1000, 1000}, tiny[] = {-1000, -1000};
  const Real infinity = std::numeric_limits<Real>::infinity(), none[] = {-infinity, -infinity};
  EXPECT_TRUE(close_to(logsumexp(huge, 2), 1000.6931, 1e-7, {},
                       "e^1000 is infinite: take the largest x out of all of them first"));
  EXPECT_TRUE(close_to(logsumexp(tiny, 2), -999.3069, 1e-7, {},
                       "e^-1000 is 0, and log 0 is −infinity: take the largest x out of all of them first"));
  EXPECT_TRUE(close_to(logsumexp(none, 2), -std::numeric_limits<double>::infinity(), 0, {},
                       "where the largest is infinite, x − largest is NaN: return the largest itself"));
}

TEST(LogSumExp, DoesNotOverflow) {
  const Real huge[] = {1000, 1000}, tiny[] = {-1000, -1000}, one[] = {3};
  EXPECT_NEAR(logsumexp(huge, 2), 1000.6931, 1e-4);
  EXPECT_NEAR(logsumexp(tiny, 2), -999.3069, 1e-4);
  EXPECT_EQ(logsumexp(one, 1), 3);
  EXPECT_EQ(logsumexp(one, 0), -std::numeric_limits<double>::infinity());
}

std::vector<Real> softmax_of(const std::vector<Real>& x) {
  std::vector<Real> y(x.size());
  softmax_row(x.data(), y.data(), static_cast<int64_t>(x.size()));
  return y;
}

std::vector<double> doubles(const std::vector<Real>& x) { return {x.begin(), x.end()}; }

TEST(SoftmaxRow, OfThreeNumbersByHand) {
  const std::vector<double> e{1, 2, 4};  // x = 0, log 2, log 4
  EXPECT_TRUE(close_to(doubles(softmax_of({0, 0.6931472f, 1.3862944f})), {1. / 7, 2. / 7, 4. / 7}, 1e-6,
                       {{"the exponentials are not divided by their sum", e},
                        {"the exponentials are not divided by their sum", {0.25, 0.5, 1}},
                        {"the numbers are divided by their sum, without e^x", {0, 1. / 3, 2. / 3}}}));
  Real x[] = {0, 0.6931472f, 1.3862944f};
  EXPECT_TRUE(close_to(softmax_row(x, x, 3), std::log(7), 1e-6,
                       {{"what is returned is the sum: wanted its logarithm", {7}},
                        {"what is returned forgets the largest x, which was taken out", {std::log(1.75)}}}));
}

TEST(SoftmaxRow, OfHugeNumbersDoesNotOverflow) {
  EXPECT_TRUE(close_to(doubles(softmax_of({1000, 1000})), {0.5, 0.5}, 1e-6, {},
                       "e^1000 is infinite: take the largest x out of all of them first"));
}

// Lengths around the number of lanes, where the tail begins.
TEST(SoftmaxRow, SumsToOneAndIsTheFormula) {
  for (const size_t n : {1u, 2u, 15u, 16u, 17u, 33u, 1000u}) {
    std::vector<Real> x(n);
    for (size_t i = 0; i < n; ++i) x[i] = static_cast<Real>(std::sin(static_cast<double>(i * i)) * 6);
    std::vector<Real> y(n);
    const auto length = static_cast<int64_t>(n);
    EXPECT_NEAR(softmax_row(x.data(), y.data(), length), logsumexp(x.data(), length), 1e-5) << n;
    double total = 0;
    for (size_t i = 0; i < n; ++i) {
      total += static_cast<double>(y[i]);
      EXPECT_NEAR(y[i], std::exp(static_cast<double>(x[i]) - logsumexp(x.data(), length)), 1e-6);
    }
    EXPECT_NEAR(total, 1, 1e-5) << n;
    softmax_row(x.data(), x.data(), length);  // in place
    EXPECT_EQ(x, y);
  }
}

TEST(SoftmaxRow, DoesNotFeelAShift) {
  const std::vector<Real> x{1, -2, 3.5, 0}, shifted{101, 98, 103.5, 100};
  EXPECT_EQ(softmax_of(x), softmax_of(shifted));
}

TEST(SoftmaxRow, TakesHugeAndMaskedScores) {
  EXPECT_EQ(softmax_of({1e4f, 1e4f}), (std::vector<Real>{0.5f, 0.5f}));
  EXPECT_EQ(softmax_of({-1e30f, 0, -kInfinity}), (std::vector<Real>{0, 1, 0}));
  for (const Real p : softmax_of({0, kNan, 1})) EXPECT_TRUE(std::isnan(p));
}

}  // namespace
}  // namespace p2g
