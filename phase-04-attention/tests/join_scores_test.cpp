#include "attention/join_scores.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "close_to.h"
#include "math/random.h"
#include "math/simd.h"

namespace p2g {
namespace {

constexpr Real kNone = -std::numeric_limits<Real>::infinity();
constexpr int64_t kRow = 64;

// A query that gathers values of one number.
class Query {
 public:
  Query() { state_[0] = kNone, state_[1] = 0, state_[2] = std::numeric_limits<Real>::quiet_NaN(); }

  void see(const std::vector<double>& scores, const std::vector<double>& values) {
    const bool first = state_[0] == kNone;
    for (int64_t j = 0; j < kRow; ++j)
      row_[j] = j < std::ssize(scores) ? static_cast<Real>(scores[static_cast<size_t>(j)]) : kNone;
    join_scores(row_.data(), kRow, {state_[0], state_[1], state_.data() + 2, 1});
    Real sum = first ? Real(0) : state_[2];
    for (size_t j = 0; j < values.size(); ++j)
      sum += row_[static_cast<int64_t>(j)] * static_cast<Real>(values[j]);
    state_[2] = sum;
  }
  std::vector<double> weights(int64_t count) const { return {row_.data(), row_.data() + count}; }
  std::vector<double> state() const { return {state_[0], state_[1], state_[2]}; }
  double answer() const { return static_cast<double>(state_[2]) / static_cast<double>(state_[1]); }

 private:
  Array row_ = Array::zeros({kRow}), state_ = Array::zeros({3});  // highest, total, y
};

// Scores 1 and 3: weights e^−2 and 1.
TEST(JoinScores, TheFirstScoresByHand) {
  Query query;
  query.see({1, 3}, {10, 20});
  const double small = std::exp(-2.0);
  EXPECT_TRUE(close_to(query.weights(2), {small, 1}, 1e-5,
                       {{"the highest score is not taken out: weights are e^(score − highest)",
                         {std::exp(1.0), std::exp(3.0)}},
                        {"the weights are divided by their total: that comes once, at the end",
                         {small / (1 + small), 1 / (1 + small)}}}));
  EXPECT_TRUE(close_to(query.state(), {3, 1 + small, 20 + 10 * small}, 1e-5,
                       {{"the total is not brought up to date", {3, 0, 20 + 10 * small}},
                        {"highest stays −infinity: keep the highest of old and new",
                         {static_cast<double>(kNone), 1 + small, 20 + 10 * small}}}));
}

// Then a score of 5: what was gathered shrinks by e^(3 − 5).
TEST(JoinScores, AHigherScoreShrinksWhatWasGathered) {
  Query query;
  query.see({1, 3}, {10, 20});
  query.see({5}, {40});
  const double shrink = std::exp(-2.0), total = 1 + shrink, y = 20 + 10 * shrink;
  EXPECT_TRUE(
      close_to(query.state(), {5, total * shrink + 1, y * shrink + 40}, 1e-5,
               {{"the old total and y do not shrink: both were e^(score − 3) and must become e^(score − 5)",
                 {5, total + 1, y + 40}},
                {"y does not shrink with the total", {5, total * shrink + 1, y + 40}},
                {"the total does not shrink with y", {5, total + 1, y * shrink + 40}},
                {"what was gathered grows: the factor is e^(old − new), less than 1",
                 {5, total / shrink + 1, y / shrink + 40}}}));
}

// A lower score joins what is there: nothing shrinks, and the highest stays.
TEST(JoinScores, ALowerScoreChangesNothingBefore) {
  Query query;
  query.see({3}, {20});
  query.see({1}, {10});
  const double small = std::exp(-2.0);
  EXPECT_TRUE(close_to(
      query.state(), {3, 1 + small, 20 + 10 * small}, 1e-5,
      {{"the highest of the new scores replaces a higher one: keep the highest of old and new",
        {1, std::exp(2.0) + 1, 20 * std::exp(2.0) + 10}},
       {"the new scores' own highest is taken out: their weights must fit the old ones", {3, 2, 30}}}));
}

TEST(JoinScores, OneAtATimeIsSoftmaxOfAll) {
  Random random(1);
  const Array scores = random_normal({40}, 4, random), values = random_normal({40}, 1, random);
  Query together, apart;
  std::vector<double> all_scores, all_values;
  for (int64_t j = 0; j < 40; ++j) {
    apart.see({static_cast<double>(scores[j])}, {static_cast<double>(values[j])});
    all_scores.push_back(static_cast<double>(scores[j])),
        all_values.push_back(static_cast<double>(values[j]));
  }
  together.see(all_scores, all_values);
  EXPECT_TRUE(close_to(apart.answer(), together.answer(), 1e-5));
}

TEST(JoinScores, EnormousScoresDoNotOverflow) {
  Query query;
  query.see({-1e4}, {1});
  query.see({1e4}, {7});
  EXPECT_TRUE(
      close_to(query.answer(), 7, 1e-6, {{"e^score overflows: take the highest score out", {std::nan("")}}}));
}

}  // namespace
}  // namespace p2g
