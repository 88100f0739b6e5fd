#include "gpt2/inside.h"

#include <gtest/gtest.h>

#include "golden.h"
#include "gpt2/inside_page.h"
#include "gpt2/model_folder.h"
#include "math/reduce.h"
#include "throws.h"

namespace p2g {
namespace {

const std::string kTiny = P2G_PHASE_DIR "/tests/golden/tiny-gpt2";
const std::string kShipped = P2G_PHASE_DIR "/model/shakespeare-bpe";

TEST(Inside, TheOpenModelSaysWhatTheModelSays) {
  const Gpt model = load_model(kTiny);
  const Ids ids = Golden(kTiny + "/ids.txt").ids("ids");
  const NoGrad no_grad;
  const Array wanted = model.logits(Ids({1, ids.size()}, ids.values())).value();
  const Inside inside = look_inside(model, ids.values());
  EXPECT_LE(max_abs_difference(inside.logits, wanted.reshaped({ids.size(), wanted.shape().last()})), 1e-4);
  ASSERT_EQ(inside.blocks.size(), 2u);
}

TEST(Inside, EveryRowOfAttentionSumsToOneAndSeesNothingLater) {
  const Inside inside = look_inside(load_model(kTiny), {1, 2, 3, 4, 5, 6, 7});
  for (const BlockInside& block : inside.blocks) {
    ASSERT_EQ(block.attention.shape(), Shape({3, 7, 7}));
    for (int64_t row = 0; row < 21; ++row) {
      double total = 0;
      for (int64_t j = 0; j < 7; ++j) {
        total += static_cast<double>(block.attention[row * 7 + j]);
        if (j > row % 7) {
          EXPECT_EQ(block.attention[row * 7 + j], 0) << row;
        }
      }
      EXPECT_NEAR(total, 1, 1e-5) << row;
    }
  }
}

TEST(Inside, AReadingOfTheLastStreamIsTheModelsGuessAndPrice) {
  const Gpt model = load_model(kTiny);
  const std::vector<int32_t> ids{3, 1, 4, 1, 5, 9, 2, 6};
  const Reading reading = read_stream(model, look_inside(model, ids).blocks.back().stream, ids);
  const Ids inputs({1, 7}, {ids.begin(), ids.end() - 1}), targets({1, 7}, {ids.begin() + 1, ids.end()});
  EXPECT_NEAR(reading.nats, model.loss(inputs, targets).item(), 1e-4);
  EXPECT_EQ(reading.guess.size(), 8u);
}

TEST(Inside, LaterBlocksOfTheShippedModelGuessBetter) {
  const Gpt model = load_model(kShipped);
  const auto tokenizer = load_tokenizer(kShipped);
  const Portrait p = make_portrait(model, *tokenizer, "ROMEO:\nI will not go. I pray thee, good my lord");
  ASSERT_EQ(p.readings.size(), 7u);
  EXPECT_LT(p.readings.back().nats, p.readings[2].nats - 0.3);
  EXPECT_LT(p.readings[1].nats, p.readings.front().nats - 5) << "a row of the table expects itself";
}

TEST(Inside, ThePageStandsAloneAndEscapesWhatItShows) {
  const Portrait p = make_portrait(load_model(kShipped), *load_tokenizer(kShipped), "a <b> & \"c\"");
  const std::string page = inside_page(p);
  for (const char* part : {"<script", "http://", "https://", "<b> &"})
    EXPECT_EQ(page.find(part), std::string::npos) << part;
  EXPECT_TRUE(says(page, {"<!doctype html>", "prefers-color-scheme: dark", "tabindex=\"0\"", "Block 6"}));
  EXPECT_TRUE(says(attention_svg(p), {"<svg", "head 6", "block 6", "</svg>"}));
  EXPECT_TRUE(says(lens_svg(p), {"embedding", "&lt;", "&amp;"}));
}

TEST(Inside, RefusesSentencesThatDoNotFit) {
  const Gpt model = load_model(kShipped);
  const auto tokenizer = load_tokenizer(kShipped);
  EXPECT_TRUE(says(error_of([&] { (void)make_portrait(model, *tokenizer, ""); }), {"[inside]", "empty"}));
  EXPECT_TRUE(says(error_of([&] { (void)make_portrait(model, *tokenizer, std::string(200, '?')); }),
                   {"[inside]", "32 at most"}));
  EXPECT_TRUE(says(error_of([&] { (void)look_inside(model, {}); }), {"[inside]", "0 tokens"}));
}

}  // namespace
}  // namespace p2g
