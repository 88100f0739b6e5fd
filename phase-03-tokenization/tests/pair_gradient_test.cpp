#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "tokenizer/negative_sampling.h"

namespace p2g {
namespace {

// h·u = 1·0.5 + 2·(−0.25) + 0·3 = 0, so y = ½ and the loss is log 2 either way.
constexpr Real kH[3] = {1, 2, 0}, kU[3] = {0.5, -0.25, 3};

struct Found {
  double loss;
  std::vector<double> dh, du;
};

Found gradient(const Real* h, const Real* u, bool is_true, int64_t D, Real before = 0) {
  std::vector<Real> dh(static_cast<size_t>(D), before), du(static_cast<size_t>(D), before);
  const double loss = pair_gradient(h, u, is_true, dh.data(), du.data(), D);
  return {loss, {dh.begin(), dh.end()}, {du.begin(), du.end()}};
}

TEST(PairGradient, OfATrueWordByHand) {
  const Found found = gradient(kH, kU, true, 3);
  EXPECT_TRUE(
      close_to(found.dh, {-0.25, 0.125, -1.5}, 1e-6,
               {{"the sign is turned round: blame is σ(h·u) − 1 for a true word", {0.25, -0.125, 1.5}},
                {"dh and du are swapped: the gradient of h holds u, and the other way round", {-0.5, -1, 0}},
                {"the label is forgotten: σ(h·u) of a true word must rise to 1", {0.25, -0.125, 1.5}},
                {"blame has the slope of σ in it: log takes it away", {-0.0625, 0.03125, -0.375}}},
               "wanted dh[i] += (σ(h·u) − label) · u[i]"));
  EXPECT_TRUE(close_to(found.du, {-0.5, -1, 0}, 1e-6, {}, "wanted du[i] += (σ(h·u) − label) · h[i]"));
  EXPECT_TRUE(close_to(found.loss, std::log(2.0), 1e-6));
}

TEST(PairGradient, OfADrawnWordByHand) {
  const Found found = gradient(kH, kU, false, 3);
  EXPECT_TRUE(close_to(found.dh, {0.25, -0.125, 1.5}, 1e-6,
                       {{"a drawn word is treated as a true one: its label is 0", {-0.25, 0.125, -1.5}}}));
  const Real far[1] = {3}, one[1] = {1};
  EXPECT_TRUE(
      close_to(gradient(one, far, false, 1).loss, std::log(1 + std::exp(3.0)), 1e-6,
               {{"the loss of a drawn word is −log(1 − y), not −log y", {std::log(1 + std::exp(-3.0))}}}));
}

TEST(PairGradient, IsAddedToWhatIsThere) {
  const Found found = gradient(kH, kU, true, 3, 10);
  EXPECT_TRUE(close_to(
      found.dh, {9.75, 10.125, 8.5}, 1e-6,
      {{"dh is overwritten: a word has many targets, and its gradients add up", {-0.25, 0.125, -1.5}}}));
  EXPECT_TRUE(close_to(
      found.du, {9.5, 9, 10}, 1e-6,
      {{"du is overwritten: a word is a target many times, and its gradients add up", {-0.5, -1, 0}}}));
}

TEST(PairGradient, StaysFiniteFarOut) {
  const Real h[1] = {20}, u[1] = {20};
  EXPECT_TRUE(close_to(gradient(h, u, false, 1).loss, 400, 1e-6, {},
                       "1 − y is 0 here: write the loss as log(1 + e^x)"));
  EXPECT_TRUE(close_to(gradient(h, u, true, 1).loss, 0, 1e-6));
}

}  // namespace
}  // namespace p2g
