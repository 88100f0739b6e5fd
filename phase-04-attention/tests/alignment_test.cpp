// Scores, masks and windows of recurrent attention: by hand, then what holds for all of them.
#include "attention/alignment.h"

#include <gtest/gtest.h>

#include <cmath>

#include "attention/alignment_scores.h"
#include "attention/masked_softmax.h"
#include "attention/time_and_batch.h"
#include "close_to.h"
#include "math/random.h"
#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

Tensor constant(const Shape& shape, std::initializer_list<double> values) {
  return Tensor::constant(Array::of(shape, values));
}

// q·w = (0.5, −0.75); with the keys of two places: (0.5, 0.25) and (1.5, −1.75).
TEST(AdditiveScores, OfTwoPlacesByHand) {
  const Tensor q = constant({1, 1, 2}, {0.5, -0.5}), keys = constant({1, 2, 2}, {0, 1, 1, -1}),
               w = constant({2, 2}, {1, 0.5, 0, 2}), v = constant({2, 1}, {1, -2});
  const auto e = [](double a, double b, double c, double d) {
    return std::vector{std::tanh(a) - 2 * std::tanh(b), std::tanh(c) - 2 * std::tanh(d)};
  };
  const Array got = additive_scores(q, keys, w, v).value();
  ASSERT_TRUE(holds(got.shape() == Shape{1, 1, 2}, "shape (1,1,2)", "shape " + got.shape().to_string(),
                    "one number for each query and place: reshape to (B,T,S)"));
  EXPECT_TRUE(close_to(
      {got.data(), got.data() + 2}, e(0.5, 0.25, 1.5, -1.75), 1e-6,
      {{"the sums are not squashed: tanh comes before v", {0, 5}},
       {"what is looked for is not used: q·w", e(0, 1, 1, -1)},
       {"what is there is not used: the keys", e(0.5, -0.75, 0.5, -0.75)},
       {"w is (Q,A): q·w, not w·q", e(0.25, 0, 1.25, -2)},
       {"tanh of the sum of q·w and key, number by number; v weighs them after it", {0, std::tanh(5.0)}}},
      "e = v·tanh(q·w + key)"));
}

TEST(AdditiveScores, EveryQueryMeetsItsOwnSource) {
  Random random(1);
  const Tensor q = Tensor::constant(random_normal({2, 3, 4}, 1, random)),
               keys = Tensor::constant(random_normal({2, 5, 6}, 1, random)),
               w = Tensor::constant(random_normal({4, 6}, 1, random)),
               v = Tensor::constant(random_normal({6, 1}, 1, random));
  const Array e = additive_scores(q, keys, w, v).value();
  ASSERT_EQ(e.shape(), (Shape{2, 3, 5}));
  for (int64_t b = 0; b < 2; ++b)
    for (int64_t t = 0; t < 3; ++t)
      for (int64_t s = 0; s < 5; ++s) {
        double want = 0;
        for (int64_t a = 0; a < 6; ++a) {
          double sum = keys.value()[(b * 5 + s) * 6 + a];
          for (int64_t c = 0; c < 4; ++c) sum += q.value()[(b * 3 + t) * 4 + c] * w.value()[c * 6 + a];
          want += v.value()[a] * std::tanh(sum);
        }
        EXPECT_NEAR(e[(b * 3 + t) * 5 + s], want, 1e-5);
      }
}

const Tensor kQuery = constant({1, 1, 2}, {1, 2}), kPlaces = constant({1, 2, 2}, {1, 0, 0.5, -1});

std::vector<double> numbers(const Tensor& x) {
  return {x.value().data(), x.value().data() + x.value().size()};
}

TEST(LuongScores, DotByHand) {
  EXPECT_TRUE(close_to(numbers(dot_scores(kQuery, kPlaces)), {1, -1.5}, 1e-6,
                       {{"each place is a row of h: multiply by h transposed", {2, -2}},
                        {"nothing is divided in 2015: 1/√d comes with the transformer",
                         {1 / std::sqrt(2.0), -1.5 / std::sqrt(2.0)}}},
                       "e = q·h: 1·1 + 2·0 and 1·0.5 − 2·1"));
}

TEST(LuongScores, GeneralByHand) {
  EXPECT_TRUE(close_to(numbers(general_scores(kQuery, kPlaces, constant({2, 2}, {1, 2, 0, 1}))), {1, -3.5},
                       1e-6,
                       {{"w is not used: this is dot", {1, -1.5}},
                        {"w is (Q,M): its rows belong to q; this is w·q", {5, 0.5}}},
                       "e = (q·w)·h with q·w = (1, 4)"));
}

// q's part of the sum is 1·0.5 + 2·0.25 = 1, the places' 1 and 0.
TEST(LuongScores, ConcatByHand) {
  const Array got =
      concat_scores(kQuery, kPlaces, constant({4, 1}, {0.5, 0.25, 1, 0.5}), constant({1, 1}, {2})).value();
  EXPECT_TRUE(close_to({got.data(), got.data() + 2}, {2 * std::tanh(2.0), 2 * std::tanh(1.0)}, 1e-6,
                       {{"the first rows of w are q's, the rest the places': they are swapped",
                         {2 * std::tanh(2.5), 2 * std::tanh(2.0)}},
                        {"the sum is not squashed: tanh comes before v", {4, 2}},
                        {"v is not used", {std::tanh(2.0), std::tanh(1.0)}}},
                       "e = v·tanh([q;h]·w)"));
}

TEST(LuongScores, LocationByHand) {
  const Tensor w = constant({2, 4}, {1, 2, 3, 4, 0, 1, 0, 1});
  EXPECT_TRUE(close_to(numbers(location_scores(kQuery, w, 2)), {1, 4}, 1e-6,
                       {{"the first places count, not the last: columns from 0", {3, 6}},
                        {"only `places` columns: the source has no more", {1, 4, 3, 6}}},
                       "e = the first columns of q·w = (1, 4, 3, 6)"));
  bool refused = false;
  try {
    location_scores(kQuery, w, 5);
  } catch (const Error&) {
    refused = true;
  }
  EXPECT_TRUE(holds(refused, "an error", "none", "w has four columns: a source of five places is refused"));
}

TEST(LuongScores, GeneralWithTheIdentityIsDot) {
  Random random(2);
  const Tensor q = Tensor::constant(random_normal({2, 3, 2}, 1, random)),
               h = Tensor::constant(random_normal({2, 4, 2}, 1, random));
  EXPECT_LT(max_abs_difference(general_scores(q, h, constant({2, 2}, {1, 0, 0, 1})).value(),
                               dot_scores(q, h).value()),
            1e-6);
}

std::vector<double> row(std::initializer_list<double> scores, std::initializer_list<double> mask) {
  const auto n = static_cast<int64_t>(scores.size());
  Array weights = Array::full({n}, 7);
  masked_softmax_row(Array::of({n}, scores).data(), Array::of({n}, mask).data(), weights.data(), n);
  return {weights.data(), weights.data() + n};
}

TEST(MaskedSoftmaxRow, HidesTheMiddleByHand) {
  const double all = 1 + std::exp(2.0) + 3;
  EXPECT_TRUE(close_to(row({0, 2, std::log(3.0)}, {1, 0, 1}), {0.25, 0, 0.75}, 1e-6,
                       {{"the mask is not used", {1 / all, std::exp(2.0) / all, 3 / all}},
                        {"hidden places must not count in the sum either", {1 / all, 0, 3 / all}},
                        {"a score of 0 is not a weight of 0: e^0 = 1", {0.2, 0.2, 0.6}},
                        {"these do not sum to 1: divide by their sum", {1, 0, 3}},
                        {"1 in the mask is open, 0 is hidden: not the other way round", {0, 1, 0}}},
                       "e^score / Σ e^score over the open places, 0 elsewhere"));
}

TEST(MaskedSoftmaxRow, IsNotMovedByWhatIsHidden) {
  EXPECT_TRUE(
      close_to(row({0, 1000, 0}, {1, 0, 1}), {0.5, 0, 0.5}, 1e-6,
               {{"the largest score is taken out first, but of the open places only", {NAN, NAN, NAN}},
                {"the largest score is taken out first, but of the open places only", {NAN, 0, NAN}}},
               "what a hidden place holds changes nothing"));
  EXPECT_TRUE(close_to(row({1000, 1000}, {1, 1}), {0.5, 0.5}, 1e-6,
                       {{"e^1000 is too large for a machine: take out the largest first", {NAN, NAN}}},
                       "softmax does not change when all scores move together"));
}

TEST(MaskedSoftmax, RefusesAMaskThatHidesAll) {
  EXPECT_TRUE(says(error_of([] {
                     masked_softmax(constant({2, 2}, {1, 2, 3, 4}), Array::of({2, 2}, {0, 1, 0, 0}));
                   }),
                   {"[masked_softmax]", "row 1", "hides every place"}));
}

TEST(LocalWindow, IsOpenNearItsCentre) {
  const Array mask = Array::of({1, 6}, {1, 1, 1, 1, 0, 0});
  EXPECT_TRUE(close_to(
      window_around(Array::of({1, 2}, {3, 1.4}), mask, 1),
      Array::of({1, 2, 6}, {0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0}), 0,
      {{"the source ends after four: its mask counts too", {0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0}},
       {"a place exactly D away still counts", {0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0}},
       {"the window looks back as far as ahead", {0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0}},
       {"a centre is a number with a fraction: |0 − 1.4| is over 1", {0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0}}},
      "1 where the mask is open and |s − centre| ≤ D"));
}

TEST(LocalWindow, MovesAWordAStepAndStopsAtTheEnd) {
  const Array mask = Array::of({2, 5}, {1, 1, 1, 0, 0, 1, 1, 1, 1, 1});
  EXPECT_TRUE(close_to(monotonic_centres(mask, 2, 3), Array::of({2, 3}, {2, 2, 2, 2, 3, 4}), 0,
                       {{"a source of three ends at place 2", {2, 3, 4, 2, 3, 4}},
                        {"the steps begin at `first`", {0, 1, 2, 0, 1, 2}},
                        {"places count from 0: the last of three is 2", {2, 3, 3, 2, 3, 4}}},
                       "step t looks at place t, or at the last one"));
}

TEST(PredictedCentres, AreAShareOfTheLength) {
  // v·tanh(q·w) = 2·tanh(0) = 0: half of the length, 2 and 1.5.
  const Array mask = Array::of({2, 4}, {1, 1, 1, 1, 1, 1, 1, 0});
  const Tensor q = constant({2, 1, 1}, {0, 0});
  EXPECT_TRUE(close_to(predicted_centres(q, constant({1, 1}, {1}), constant({1, 1}, {2}), mask).value(),
                       Array::of({2, 1}, {2, 1.5}), 1e-6));
  const Tensor far = constant({2, 1, 1}, {50, -50});
  EXPECT_TRUE(close_to(predicted_centres(far, constant({1, 1}, {1}), constant({1, 1}, {90}), mask).value(),
                       Array::of({2, 1}, {4, 0}), 1e-6));
}

TEST(GaussianWindow, FallsByDistance) {
  const Array got = gaussian_window(constant({1, 1}, {1}), 4, 2).value();  // σ = 1
  EXPECT_TRUE(
      close_to({got.data(), got.data() + 4}, {std::exp(-0.5), 1, std::exp(-0.5), std::exp(-2.0)}, 1e-6));
}

// Every score with every reach.
std::vector<Alignment> all_alignments(int64_t Q, int64_t M) {
  std::vector<Alignment> all;
  Random random(3);
  for (const Score score : {Score::additive, Score::dot, Score::general, Score::concat, Score::location})
    for (const Extent reach : {Extent::global, Extent::local_monotonic, Extent::local_predictive})
      if (score != Score::dot || Q == M)
        all.emplace_back(AlignmentForm{score, reach, /*half_window=*/2, /*longest=*/7}, Q, M, 5, random);
  return all;
}

TEST(Alignment, WeighsOpenPlacesOnlyAndItsContextIsTheirMean) {
  Random random(4);
  const Array mask = Array::of({2, 7}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0});
  const Tensor values = Tensor::constant(random_normal({2, 7, 4}, 1, random)),
               q = Tensor::constant(random_normal({2, 3, 4}, 1, random));
  for (const Alignment& alignment : all_alignments(4, 4)) {
    const auto [context, weights] = alignment(q, alignment.remember(values, mask), 0);
    ASSERT_EQ(weights.shape(), (Shape{2, 3, 7}));
    ASSERT_EQ(context.shape(), (Shape{2, 3, 4}));
    for (int64_t i = 0; i < 6; ++i) {
      double sum = 0;
      for (int64_t s = 0; s < 7; ++s) {
        const Real weight = weights.value()[i * 7 + s];
        EXPECT_GE(weight, 0);
        EXPECT_TRUE(mask[i / 3 * 7 + s] != 0 || weight == 0);
        sum += weight;
      }
      EXPECT_LE(sum, 1 + 1e-5);
      EXPECT_TRUE(alignment.form.reach == Extent::local_predictive || sum > 1 - 1e-5);
      for (int64_t c = 0; c < 4; ++c) {
        double mean = 0;
        for (int64_t s = 0; s < 7; ++s)
          mean += weights.value()[i * 7 + s] * values.value()[(i / 3 * 7 + s) * 4 + c];
        EXPECT_NEAR(context.value()[i * 4 + c], mean, 1e-5);
      }
    }
  }
}

TEST(Alignment, GlobalContentScoresDoNotSeeTheOrderOfPlaces) {
  Random random(5);
  const Array all = Array::full({1, 5}, 1);
  const Array values = random_normal({1, 5, 4}, 1, random);
  const Tensor q = Tensor::constant(random_normal({1, 2, 4}, 1, random));
  Array moved = values.clone();
  for (int64_t s = 0; s < 5; ++s) std::copy_n(values.data() + (s + 2) % 5 * 4, 4, moved.data() + s * 4);
  for (const Alignment& alignment : all_alignments(4, 4)) {
    if (alignment.form.reach != Extent::global || alignment.form.score == Score::location) continue;
    const Attended a = alignment(q, alignment.remember(Tensor::constant(values), all), 0),
                   b = alignment(q, alignment.remember(Tensor::constant(moved), all), 0);
    EXPECT_LT(max_abs_difference(a.context.value(), b.context.value()), 1e-5);
    for (int64_t s = 0; s < 5; ++s) EXPECT_NEAR(a.weights.value()[(s + 2) % 5], b.weights.value()[s], 1e-5);
  }
}

TEST(Alignment, ConcatIsAdditiveWithItsMatrixInTwoParts) {
  Random random(6);
  const Tensor values = Tensor::constant(random_normal({2, 5, 3}, 1, random)),
               q = Tensor::constant(random_normal({2, 2, 4}, 1, random));
  const Alignment alignment({Score::concat}, 4, 3, 6, random);
  const Array mask = Array::full({2, 5}, 1);
  const Tensor e = concat_scores(q, values, alignment.w, alignment.v);
  const Array wanted = masked_softmax(e, Array::full({2, 2, 5}, 1)).value();
  EXPECT_LT(max_abs_difference(alignment(q, alignment.remember(values, mask), 0).weights.value(), wanted),
            1e-6);
}

TEST(TimeAndBatch, TurnBack) {
  Random random(7);
  const Tensor x = Tensor::constant(random_normal({4, 3, 2}, 1, random));
  EXPECT_EQ(max_abs_difference(time_first(batch_first(x)).value(), x.value()), 0);
  EXPECT_EQ(max_abs_difference(turned(turned(x)).value(), x.value()), 0);
  EXPECT_EQ(batch_first(x).value()[(2 * 4 + 3) * 2 + 1], x.value()[(3 * 3 + 2) * 2 + 1]);
  EXPECT_EQ(turned(x).value()[0], x.value()[3 * 6]);
}

}  // namespace
}  // namespace p2g
