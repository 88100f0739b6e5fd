#include "attention/attention_seq2seq.h"

#include <gtest/gtest.h>

#include "math/reduce.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "throws.h"

namespace p2g {
namespace {

const std::vector<IdPair> kPairs{{{5, 6, 7, 9, 4}, {8, 9}}, {{4}, {5, 6, 7}}, {{7, 7, 8}, {4}}};
constexpr Seq2SeqSize kSize{12, 10, 5, 8, 2};

AttentionSeq2Seq model_of(TranslatorForm form, uint64_t seed) {
  Random random(seed);
  form.alignment.longest = 6;
  form.alignment.half_window = 1;  // narrower than the sources
  return AttentionSeq2Seq(kSize, form, random);
}

const std::vector<std::pair<const char*, TranslatorForm>> kForms{
    {"plain", plain_form()},
    {"bahdanau", bahdanau_form()},
    {"dot", luong_form(Score::dot, Extent::global, false)},
    {"general", luong_form(Score::general, Extent::global, false)},
    {"concat, fed", luong_form(Score::concat, Extent::global, true)},
    {"location", luong_form(Score::location, Extent::global, false)},
    {"local-m", luong_form(Score::general, Extent::local_monotonic, false)},
    {"local-m, fed", luong_form(Score::dot, Extent::local_monotonic, true)},
    {"local-p", luong_form(Score::general, Extent::local_predictive, false)},
};

TEST(AttentionSeq2Seq, WithoutAScoreIsPhase2sNumberForNumber) {
  Random a(3), b(3);
  const Seq2Seq before(kSize, a);
  const AttentionSeq2Seq plain(kSize, plain_form(), b);
  const PairBatch batch = batch_of(kPairs, true);
  EXPECT_EQ(max_abs_difference(before(batch).value(), plain(batch).value()), 0);
  EXPECT_EQ(parameter_count(before.parameters()), parameter_count(plain.parameters()));
  EXPECT_EQ(translate_greedily(before, {4, 5, 6}, true, 8),
            translate_greedily(plain, std::vector<std::vector<int32_t>>{{4, 5, 6}}, 8, true)[0].ids);
}

// Whoever forgets a mask fails here: beside a longer source a sentence has padding after it.
TEST(AttentionSeq2Seq, APairIsReadTheSameAloneAndInABatch) {
  for (const auto& [name, form] : kForms) {
    const AttentionSeq2Seq model = model_of(form, 1);
    Array weights;
    const Tensor all = model(batch_of(kPairs, false), {}, &weights);
    EXPECT_EQ(all.shape(), (Shape{4, 3, 10})) << name;
    for (size_t p = 0; p < 3; ++p) {
      Array own;
      const Tensor alone = model(batch_of(std::span(kPairs).subspan(p, 1), false), {}, &own);
      for (int64_t t = 0; t < alone.shape()[0]; ++t)
        for (int64_t v = 0; v < 10; ++v)
          EXPECT_NEAR(alone.value()[t * 10 + v], all.value()[(t * 3 + static_cast<int64_t>(p)) * 10 + v],
                      1e-5)
              << name;
    }
  }
}

TEST(AttentionSeq2Seq, PaddingGetsNoWeightAndWhatItHoldsChangesNothing) {
  for (const auto& [name, form] : kForms) {
    if (form.alignment.score == Score::none) continue;
    const AttentionSeq2Seq model = model_of(form, 2);
    PairBatch batch = batch_of(kPairs, false);
    Array weights, others;
    const Tensor logits = model(batch, {}, &weights);
    ASSERT_EQ(weights.shape(), (Shape{3, 4, 5})) << name;
    for (int64_t t = 0; t < 4; ++t)
      for (int64_t s = 1; s < 5; ++s)
        EXPECT_EQ(weights[(4 + t) * 5 + s], 0) << name;  // the source of one word
    for (int64_t i = 0; i < batch.source.size(); ++i)
      if (batch.source_mask[i] == 0) batch.source[i] = 11;
    EXPECT_EQ(max_abs_difference(model(batch, {}, &others).value(), logits.value()), 0) << name;
    EXPECT_EQ(max_abs_difference(weights, others), 0) << name;
  }
}

TEST(AttentionSeq2Seq, EveryParameterLearns) {
  for (const auto& [name, form] : kForms) {
    const AttentionSeq2Seq model = model_of(form, 3);
    const PairBatch batch = batch_of(kPairs, false);
    backward(cross_entropy(model(batch), batch.targets));
    for (const NamedTensor& p : model.parameters())
      EXPECT_TRUE(p.tensor.has_grad()) << name << ": " << p.name;
  }
}

TEST(AttentionSeq2Seq, SayingWordByWordIsTheSameAsAllAtOnce) {
  const NoGrad no_grad;
  for (const auto& [name, form] : kForms) {
    const AttentionSeq2Seq model = model_of(form, 4);
    const PairBatch batch = batch_of(kPairs, false);
    const Tensor all = model(batch);
    Reading reading = model.encode(batch.source, batch.source_mask);
    for (int64_t t = 0; t < 4; ++t) {
      const Ids now({1, 3}, {batch.inputs[t * 3], batch.inputs[t * 3 + 1], batch.inputs[t * 3 + 2]});
      const Tensor one = model.decode(now, reading.memory, reading.start);
      EXPECT_LT(max_abs_difference(one.value(), all.value().slice(t, 1)), 1e-5) << name << ", step " << t;
    }
  }
}

TEST(AttentionSeq2Seq, ABeamOfOneIsGreedyAndBothTellWhereTheyLooked) {
  const std::vector<std::vector<int32_t>> sources{{4, 5, 6}, {7}, {8, 9, 10, 11}};
  for (const auto& [name, form] : kForms) {
    const AttentionSeq2Seq model = model_of(form, 5);
    const std::vector<Translation> greedy = translate_greedily(model, sources, 6);
    for (size_t i = 0; i < sources.size(); ++i) {
      const Translation beam = translate(model, sources[i], 6, 1, 1);
      EXPECT_EQ(beam.ids, greedy[i].ids) << name;
      if (form.alignment.score == Score::none) continue;
      const auto said = std::min<int64_t>(6, std::ssize(beam.ids) + 1);
      EXPECT_EQ(beam.weights.shape(), (Shape{said, std::ssize(sources[i])})) << name;
      EXPECT_LT(max_abs_difference(beam.weights, greedy[i].weights), 1e-5) << name;
    }
  }
}

// log p of an answer and its end.
double log_p(const AttentionSeq2Seq& model, const std::vector<int32_t>& source,
             const std::vector<int32_t>& answer) {
  const std::vector<IdPair> pair{{source, answer}};
  return -cross_entropy(model, pair) * static_cast<double>(answer.size() + 1);
}

TEST(AttentionSeq2Seq, AWideBeamFindsTheBestThatCanBeSaid) {
  for (const auto& [name, form] : kForms) {
    const AttentionSeq2Seq model = model_of(form, 6);
    std::vector<int32_t> best;
    double highest = log_p(model, {7, 4}, {});
    for (int32_t a = 0; a < 10; ++a)
      if (a != kEnd)
        if (const double p = log_p(model, {7, 4}, {a}); p > highest) highest = p, best = {a};
    EXPECT_EQ(translate(model, {7, 4}, /*longest=*/2, /*width=*/100, /*alpha=*/0).ids, best) << name;
  }
}

TEST(AttentionSeq2Seq, RefusesWhatDoesNotFitTogether) {
  TranslatorForm form = bahdanau_form();
  form.alignment.score = Score::dot;
  EXPECT_TRUE(says(error_of([&] { model_of(form, 1); }), {"[alignment]", "dot", "bidirectional"}));
  form = plain_form(), form.input_feeding = true;
  EXPECT_TRUE(says(error_of([&] { model_of(form, 1); }), {"[attention seq2seq]", "input feeding"}));
  form = luong_form(Score::location, Extent::global, false);
  EXPECT_THROW(translate(model_of(form, 1), {4, 5, 6, 7, 8, 9, 10}, 3, 1, 1), Error)
      << "longer than `longest`";
}

TEST(AttentionSeq2Seq, LearnsToTurnThreeSymbolsRound) {
  Random random(1);
  const AttentionSeq2Seq model({kFirstWord + 4, kFirstWord + 4, 8, 24, 1}, bahdanau_form(), random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, 0.01);
  for (int step = 0; step < 200; ++step) {
    std::vector<IdPair> pairs = copy_task(32, 4, 1, 3, random);
    for (IdPair& pair : pairs) std::reverse(pair.target.begin(), pair.target.end());
    const PairBatch batch = batch_of(pairs, false);
    zero_grad(parameters);
    backward(cross_entropy(model(batch), batch.targets));
    adam.step();
  }
  EXPECT_EQ(translate(model, {5, 7, 6}, 5, 3, 1).ids, (std::vector<int32_t>{6, 7, 5}));
}

}  // namespace
}  // namespace p2g
