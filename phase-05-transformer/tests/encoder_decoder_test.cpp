#include "transformer/encoder_decoder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/reduce.h"
#include "nn/optimizer.h"
#include "throws.h"

namespace p2g {
namespace {

EncoderDecoderConfig small(bool pre_norm, Sharing sharing = Sharing::all, int64_t words = 9) {
  EncoderDecoderConfig config{.source_words = words, .target_words = words};
  config.stack = {.channels = 8, .inner = 16, .heads = 2, .layers = 2, .pre_norm = pre_norm};
  config.longest = 12, config.dropout = 0, config.sharing = sharing;
  return config;
}

EncoderDecoder model_of(bool pre_norm, Sharing sharing = Sharing::all, int64_t words = 9, uint64_t seed = 3) {
  Random random(seed);
  return EncoderDecoder(small(pre_norm, sharing, words), random);
}

const std::vector<IdPair> kPairs{{{4, 5, 6, 7}, {8, 4}}, {{8, 8}, {5, 6, 7}}, {{7}, {7}}};

double worst_of_rows(const Array& a, const Array& b, int64_t rows) {
  double worst = 0;
  for (int64_t i = 0; i < rows * a.shape().last(); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(a[i] - b[i])));
  return worst;
}

TEST(TranslationBatch, StandsInRows) {
  const TranslationBatch batch = translation_batch(kPairs);
  EXPECT_EQ(batch.source.values(), (std::vector<int32_t>{4, 5, 6, 7, 8, 8, 0, 0, 7, 0, 0, 0}));
  EXPECT_EQ(batch.source_lengths, (std::vector<int64_t>{4, 2, 1}));
  EXPECT_EQ(batch.inputs.values(), (std::vector<int32_t>{1, 8, 4, 0, 1, 5, 6, 7, 1, 7, 0, 0}));
  EXPECT_EQ(batch.targets.values(), (std::vector<int32_t>{8, 4, 2, -1, 5, 6, 7, 2, 7, 2, -1, -1}));
}

TEST(EncoderDecoder, ReadsAPairAsIfItWereAlone) {
  for (const bool pre : {false, true}) {
    const EncoderDecoder model = model_of(pre);
    const Array all = model.logits(translation_batch(kPairs)).value();
    for (int64_t b = 0; b < 3; ++b) {
      const IdPair& pair = kPairs[static_cast<size_t>(b)];
      const Array alone = model.logits(translation_batch(std::span(&pair, 1))).value();
      EXPECT_LE(worst_of_rows(alone.reshaped({alone.shape()[1], 9}), all.slice(b, 1), alone.shape()[1]),
                1e-5);
    }
  }
}

// Word j of the answer changes; what is said of the words before it, and of j itself, stays.
TEST(EncoderDecoder, DoesNotSeeTheWordItHasToSay) {
  const EncoderDecoder model = model_of(false);
  std::vector<IdPair> pair{{{4, 5, 6}, {4, 5, 6, 7, 8}}};
  const Array before = model.logits(translation_batch(pair)).value();
  for (int64_t j = 0; j < 5; ++j) {
    std::vector<IdPair> changed = pair;
    changed[0].target[static_cast<size_t>(j)] = kUnknown;
    const Array after = model.logits(translation_batch(changed)).value();
    EXPECT_EQ(worst_of_rows(before, after, j + 1), 0) << j;
    EXPECT_GT(max_abs_difference(before, after), 1e-3) << j;
  }
}

TEST(EncoderDecoder, LooksAtEveryWordOfTheSource) {
  const EncoderDecoder model = model_of(true);
  const Array before = model.logits(translation_batch(kPairs)).value();
  for (size_t s = 0; s < 4; ++s) {
    std::vector<IdPair> changed = kPairs;
    changed[0].source[s] = kUnknown;
    const Array after = model.logits(translation_batch(changed)).value();
    EXPECT_GT(max_abs_difference(before.slice(0, 1), after.slice(0, 1)), 1e-3) << s;
    EXPECT_EQ(max_abs_difference(before.slice(1, 2), after.slice(1, 2)), 0) << s;
  }
}

TEST(EncoderDecoder, SharesItsTables) {
  const int64_t stacks = parameter_count(model_of(false).parameters()) - 9 * 8;
  EXPECT_EQ(parameter_count(model_of(false, Sharing::target).parameters()), stacks + 2 * 9 * 8);
  EXPECT_EQ(parameter_count(model_of(false, Sharing::none).parameters()), stacks + 3 * 9 * 8);
  // encoder: attention, network, two norms; decoder: two attentions, network, three norms; two layers of each
  constexpr int64_t kAttention = 4 * (64 + 8), kNetwork = 2 * 8 * 16 + 24, kNorm = 16;
  EXPECT_EQ(stacks, 2 * (kAttention + kNetwork + 2 * kNorm) + 2 * (2 * kAttention + kNetwork + 3 * kNorm));
}

TEST(EncoderDecoder, LossIsTheSmoothedOne) {
  EncoderDecoder model = model_of(false);
  model.config.smoothing = 0;
  const double plain = static_cast<double>(model.loss(translation_batch(kPairs)).item());
  EXPECT_NEAR(plain, cross_entropy(model, kPairs), 1e-5);  // in one batch
  model.config.smoothing = 0.3;
  EXPECT_GT(std::abs(static_cast<double>(model.loss(translation_batch(kPairs)).item()) - plain), 1e-3);
}

TEST(EncoderDecoder, DropsOnlyWithARandom) {
  EncoderDecoder model = model_of(true);
  model.config.dropout = 0.3;
  const TranslationBatch batch = translation_batch(kPairs);
  Random a(1), b(1);
  EXPECT_EQ(model.loss(batch).item(), model.loss(batch).item());
  EXPECT_EQ(model.loss(batch, &a).item(), model.loss(batch, &b).item());
  EXPECT_NE(model.loss(batch, &a).item(), model.loss(batch).item());
}

TEST(EncoderDecoder, LearnsAHandfulOfPairsByHeart) {
  EncoderDecoder model = model_of(true);
  Adam adam(model.parameters(), 0.01);
  for (int step = 0; step < 150; ++step) {
    zero_grad(model.parameters());
    backward(model.loss(translation_batch(kPairs)));
    adam.step();
  }
  std::vector<std::vector<int32_t>> sources, targets;
  for (const IdPair& pair : kPairs) sources.push_back(pair.source), targets.push_back(pair.target);
  EXPECT_EQ(translate(model, sources, {}), targets);
  EXPECT_EQ(translate(model, sources, {.width = 3, .alpha = 0.6}), targets);
}

TEST(EncoderDecoder, RefusesWhatDoesNotFit) {
  Random random(1);
  const auto error = [&](auto change) {
    EncoderDecoderConfig config = small(false);
    change(config);
    return error_of([&] { EncoderDecoder(config, random); });
  };
  EXPECT_TRUE(says(error([](auto& c) { c.source_words = 10; }), {"10 source", "9 target", "one vocabulary"}));
  EXPECT_TRUE(says(error([](auto& c) { c.source_words = c.target_words = 4; }), {"4 words"}));
  EXPECT_TRUE(says(error([](auto& c) { c.dropout = 1; }), {"dropout is 1"}));
  EXPECT_TRUE(says(error([](auto& c) { c.stack.heads = 3; }), {"8 channels", "3 heads"}));
  const EncoderDecoder model = model_of(false);
  const std::vector<IdPair> empty{{{}, {4}}};
  EXPECT_TRUE(says(error_of([&] { (void)model.logits(translation_batch(empty)); }), {"source is empty"}));
  const std::vector<std::vector<int32_t>> source{{4}};
  EXPECT_TRUE(says(error_of([&] { (void)translate(model, source, {.width = 0}); }), {"a beam of 0"}));
}

TEST(LengthPenalty, IsGnmts) {
  EXPECT_EQ(gnmt_penalty(1, 0.6), 1);
  EXPECT_EQ(gnmt_penalty(20, 0), 1);
  EXPECT_DOUBLE_EQ(gnmt_penalty(7, 1), 2);
  EXPECT_NEAR(gnmt_penalty(13, 0.6), std::pow(3.0, 0.6), 1e-12);
}

// Log p of an answer and its end.
double log_p(const EncoderDecoder& model, const IdPair& pair) {
  return -static_cast<double>(pair.target.size() + 1) * cross_entropy(model, std::span(&pair, 1));
}

// A beam that keeps everything finds the best of all answers of up to two words.
TEST(Translate, WithAWideBeamFindsTheBest) {
  for (const double alpha : {0.0, 2.0})
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      const EncoderDecoder model = model_of(true, Sharing::target, 6, seed);
      IdPair best{{4, 5}, {}};
      std::vector<std::vector<int32_t>> all{{}};
      for (size_t i = 0; i < all.size(); ++i)
        for (int32_t id = 0; id < 6 && all[i].size() < 2; ++id)
          if (id != kEnd) {
            all.push_back(all[i]);
            all.back().push_back(id);
          }
      EXPECT_EQ(all.size(), 1u + 5 + 25);
      double most = -1e9;
      for (const auto& target : all) {
        const IdPair pair{{4, 5}, target};
        const double value = log_p(model, pair) / gnmt_penalty(std::ssize(target) + 1, alpha);
        if (value > most) most = value, best = pair;
      }
      const std::vector<std::vector<int32_t>> source{{4, 5}};
      EXPECT_EQ(translate(model, source, {.longest = 3, .width = 216, .alpha = alpha})[0], best.target)
          << "alpha " << alpha << ", seed " << seed;
    }
}

TEST(Translate, ManySourcesAsEachAlone) {
  const EncoderDecoder model = model_of(true, Sharing::none);
  const std::vector<std::vector<int32_t>> sources{{4, 5, 6, 7}, {8}, {7, 7}};
  for (const int64_t width : {1, 3}) {
    const auto together = translate(model, sources, {.longest = 6, .width = width, .alpha = 0.6});
    for (size_t b = 0; b < sources.size(); ++b)
      EXPECT_EQ(translate(model, std::span(&sources[b], 1), {.longest = 6, .width = width, .alpha = 0.6})[0],
                together[b]);
  }
}

}  // namespace
}  // namespace p2g
