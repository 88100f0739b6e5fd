#include "transformer/decode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "math/numerics.h"
#include "throws.h"

namespace p2g {
namespace {

// Four symbols: 0 stops. After the prompt 1: symbol 2 has 0.6, symbol 3 has 0.4. After 2 three symbols have
// 0.3 and one 0.1; after 3 symbol 0 has 0.9.
Array garden_path(const std::vector<std::vector<int32_t>>& beginnings) {
  Array logits = Array::uninitialized({std::ssize(beginnings), 4});
  for (size_t n = 0; n < beginnings.size(); ++n) {
    const int32_t last = beginnings[n].back();
    const std::vector<double> p = last == 1   ? std::vector{1e-9, 1e-9, 0.6, 0.4}
                                  : last == 2 ? std::vector{0.1, 0.3, 0.3, 0.3}
                                              : std::vector{0.9, 0.05, 0.03, 0.02};
    for (size_t v = 0; v < 4; ++v)
      logits[static_cast<int64_t>(4 * n + v)] = static_cast<Real>(std::log(p[v]));
  }
  return logits;
}

const std::vector<int32_t> kPrompt{1};

TEST(Decode, GreedyTakesTheLikeliestStepAndMissesTheLikeliestText) {
  const Decoded greedy = decode_greedily(garden_path, kPrompt, {.longest = 2, .stop = 0});
  EXPECT_EQ(greedy.ids.front(), 2);
  EXPECT_NEAR(std::exp(greedy.log_p), 0.6 * 0.3, 1e-5);
  const Decoded beam = decode_beam(garden_path, kPrompt, {.longest = 2, .stop = 0, .width = 2}).front();
  EXPECT_EQ(beam.ids, std::vector<int32_t>{3});
  EXPECT_TRUE(beam.ended);
  EXPECT_NEAR(std::exp(beam.log_p), 0.4 * 0.9, 1e-5);
}

TEST(Decode, ABeamOfOneIsGreedy) {
  Random random(1);
  GptConfig config;
  config.vocabulary = 9, config.context = 16, config.channels = 16, config.layers = 1, config.heads = 2;
  const Gpt gpt(config, random);
  fill_normal(const_cast<Tensor&>(gpt.wte).mutable_value(), 0, 1, random);
  for (int32_t first = 0; first < 9; ++first) {
    const std::vector<int32_t> prompt{first, 3};
    const DecodeSettings settings{.longest = 10, .stop = 4};
    const Decoded greedy = decode_greedily(next_logits(gpt), prompt, settings);
    const Decoded beam = decode_beam(next_logits(gpt), prompt, settings).front();
    EXPECT_EQ(greedy.ids, beam.ids) << first;
    EXPECT_NEAR(greedy.log_p, beam.log_p, 1e-4) << first;
  }
}

// Every text of three symbols, and every one that stops before.
TEST(Decode, AWideBeamFindsTheBestOfAll) {
  const auto score = [](const std::vector<int32_t>& text) {
    std::vector<int32_t> ids = kPrompt;
    double log_p = 0;
    for (const int32_t id : text) {
      log_p += static_cast<double>(garden_path({ids})[id]);
      ids.push_back(id);
    }
    return log_p;
  };
  double best = -1e9;
  for (int32_t a = 1; a < 4; ++a) {
    best = std::max(best, score({a, 0}));
    for (int32_t b = 1; b < 4; ++b)
      for (int32_t c = 0; c < 4; ++c) best = std::max(best, score({a, b, c}));
  }
  const auto texts = decode_beam(garden_path, kPrompt, {.longest = 3, .stop = 0, .width = 50});
  EXPECT_NEAR(texts.front().log_p, best, 1e-5);
}

// log p −1.02 for two symbols, −2.9 for longer ones: a large alpha prefers long texts.
TEST(Decode, TheLengthPenaltyMovesTheChoiceFromShortToLong) {
  const auto coin = [](const std::vector<std::vector<int32_t>>& beginnings) {
    Array logits = Array::zeros({std::ssize(beginnings), 2});
    for (size_t n = 0; n < beginnings.size(); ++n) {
      logits[static_cast<int64_t>(2 * n)] = static_cast<Real>(std::log(0.4));
      logits[static_cast<int64_t>(2 * n + 1)] = static_cast<Real>(std::log(0.6));
    }
    return logits;
  };
  const auto length = [&](double alpha) {
    return decode_beam(coin, kPrompt, {.longest = 8, .stop = 0, .width = 8, .alpha = alpha})
        .front()
        .ids.size();
  };
  EXPECT_EQ(length(0), 0u) << "with sums, the text that stops at once is the likeliest";
  EXPECT_EQ(length(1), 8u) << "with means, symbols of 0.6 are better than a stop of 0.4";
}

TEST(Decode, TextsComeBestFirstAndWithinTheirLength) {
  const auto texts = decode_beam(garden_path, kPrompt, {.longest = 5, .stop = 0, .width = 4, .alpha = 0.6});
  ASSERT_EQ(texts.size(), 4u);
  const auto value = [](const Decoded& t) { return t.log_p / std::pow(std::ssize(t.ids) + t.ended, 0.6); };
  for (size_t i = 1; i < texts.size(); ++i) EXPECT_GE(value(texts[i - 1]), value(texts[i])) << i;
  for (const Decoded& text : texts) EXPECT_LE(text.ids.size(), 5u);
}

TEST(Decode, RefusesAnEmptyPromptAndAnEmptyBeam) {
  EXPECT_TRUE(says(error_of([] { (void)decode_greedily(garden_path, {}, {}); }), {"[decode]", "empty"}));
  EXPECT_TRUE(says(error_of([] { (void)decode_beam(garden_path, kPrompt, {.width = 0}); }),
                   {"[decode]", "beam of 0"}));
}

}  // namespace
}  // namespace p2g
