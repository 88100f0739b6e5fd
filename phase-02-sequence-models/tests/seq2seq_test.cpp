#include "sequence/seq2seq.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "nn/softmax.h"
#include "throws.h"

namespace p2g {
namespace {

const std::vector<IdPair> kPairs{{{5, 6, 7}, {8, 9}}, {{4}, {5, 6, 7}}};

TEST(PairBatch, IsFilledUpAndMasked) {
  const PairBatch batch = batch_of(kPairs, /*reversed=*/false);
  EXPECT_EQ(batch.source.shape(), (Shape{3, 2}));
  EXPECT_EQ(batch.source.values(), (std::vector<int32_t>{5, 4, 6, kPadding, 7, kPadding}));
  EXPECT_EQ(batch.inputs.values(), (std::vector<int32_t>{kBegin, kBegin, 8, 5, 9, 6, kPadding, 7}));
  EXPECT_EQ(batch.targets.values(), (std::vector<int32_t>{8, 5, 9, 6, kEnd, 7, kIgnored, kEnd}));
  const std::vector<Real> mask(batch.source_mask.data(), batch.source_mask.data() + 6);
  EXPECT_EQ(mask, (std::vector<Real>{1, 1, 1, 0, 1, 0}));
  EXPECT_EQ(batch_of(kPairs, true).source.values(), (std::vector<int32_t>{7, 4, 6, kPadding, 5, kPadding}));
}

TEST(PairBatch, RefusesWhatHasNothingToRead) {
  EXPECT_TRUE(says(error_of([] {
                     batch_of(std::vector<IdPair>{{{}, {4}}}, false);
                   }),
                   {"[seq2seq]", "empty"}));
  EXPECT_THROW(batch_of({}, false), Error);
}

Seq2Seq small_model(uint64_t seed) {
  Random random(seed);
  return Seq2Seq({12, 10, 5, 8, 2}, random);
}

TEST(Seq2Seq, APairIsReadTheSameAloneAndInABatch) {
  const Seq2Seq model = small_model(1);
  const Tensor both = model(batch_of(kPairs, false));
  EXPECT_EQ(both.shape(), (Shape{4, 2, 10}));
  for (size_t p = 0; p < 2; ++p) {
    const Tensor alone = model(batch_of(std::span(kPairs).subspan(p, 1), false));
    for (int64_t t = 0; t < alone.shape()[0]; ++t)
      for (int64_t v = 0; v < 10; ++v)
        EXPECT_NEAR(alone.value()[t * 10 + v], both.value()[(t * 2 + static_cast<int64_t>(p)) * 10 + v],
                    1e-5);
  }
}

TEST(Seq2Seq, LossIsAMeanOverWords) {
  const Seq2Seq model = small_model(2);
  const auto one = [&](size_t p) { return cross_entropy(model, std::span(kPairs).subspan(p, 1), false); };
  EXPECT_NEAR(cross_entropy(model, kPairs, false), (3 * one(0) + 4 * one(1)) / 7, 1e-5);
}

// log p of an answer and its end.
double log_p(const Seq2Seq& model, const std::vector<int32_t>& source, const std::vector<int32_t>& answer) {
  const std::vector<IdPair> pair{{source, answer}};
  return -cross_entropy(model, pair, false) * static_cast<double>(answer.size() + 1);
}

TEST(Translate, WithABeamOfOneIsGreedy) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    const Seq2Seq model = small_model(seed);
    EXPECT_EQ(translate(model, {4, 5, 6}, false, 8, 1, 1), translate_greedily(model, {4, 5, 6}, false, 8));
  }
}

// A beam as wide as all that could be said finds the best answer: tried against every answer of two words.
TEST(Translate, WithAWideBeamFindsTheBestThatCanBeSaid) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    const Seq2Seq model = small_model(seed);
    std::vector<int32_t> best;
    double highest = log_p(model, {7, 4}, {});
    for (int32_t a = 0; a < 10; ++a) {
      if (a == kEnd) continue;
      if (const double p = log_p(model, {7, 4}, {a}); p > highest) highest = p, best = {a};
    }
    EXPECT_EQ(translate(model, {7, 4}, false, /*longest=*/2, /*width=*/100, /*alpha=*/0), best);
  }
}

TEST(Translate, EndsAtTheLongestAndRefusesNoBeam) {
  const Seq2Seq model = small_model(3);
  EXPECT_LE(translate(model, {4}, false, 3, 4, 1).size(), 3u);
  EXPECT_LE(translate_greedily(model, {4}, false, 3).size(), 3u);
  EXPECT_THROW(translate(model, {4}, false, 3, 0, 1), Error);
  EXPECT_THROW(translate_greedily(model, {12}, false, 3), Error) << "a word that the source does not have";
}

TEST(Seq2Seq, LearnsToRepeatTwoSymbols) {
  Random random(1);
  const Seq2Seq model({kFirstWord + 4, kFirstWord + 4, 8, 32, 1}, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, 0.01);
  for (int step = 0; step < 250; ++step) {
    const PairBatch batch = batch_of(copy_task(32, 4, 1, 2, random), true);
    zero_grad(parameters);
    backward(cross_entropy(model(batch), batch.targets));
    adam.step();
  }
  EXPECT_EQ(translate_greedily(model, {5, 7}, true, 5), (std::vector<int32_t>{5, 7}));
  EXPECT_EQ(translate(model, {6}, true, 5, 3, 1), (std::vector<int32_t>{6}));
}

TEST(CopyTask, IsSeededAndKeepsItsLimits) {
  Random a(1), b(1);
  const auto pairs = copy_task(500, 6, 2, 9, a);
  size_t shortest = 100, longest = 0;
  for (const IdPair& pair : pairs) {
    EXPECT_EQ(pair.source, pair.target);
    shortest = std::min(shortest, pair.source.size()), longest = std::max(longest, pair.source.size());
    for (const int32_t id : pair.source) EXPECT_TRUE(id >= kFirstWord && id < kFirstWord + 6);
  }
  EXPECT_EQ(shortest, 2u);
  EXPECT_EQ(longest, 9u);
  EXPECT_EQ(copy_task(500, 6, 2, 9, b)[499].source, pairs[499].source);
  EXPECT_THROW(copy_task(1, 1, 3, 2, a), Error);
}

}  // namespace
}  // namespace p2g
