#include "gpt2/decoder.h"

#include <gtest/gtest.h>

#include "formula_gpt.h"
#include "golden.h"
#include "gpt2/generation.h"
#include "gpt2/model_folder.h"
#include "gpt2/safetensors.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "run_program.h"

namespace p2g {
namespace {

const std::string kTiny = P2G_PHASE_DIR "/tests/golden/tiny-gpt2";

GptConfig small_config() {
  return {.vocabulary = 50, .context = 90, .channels = 24, .layers = 3, .heads = 4};
}

std::vector<int32_t> some_ids(size_t count) {
  Random random(1);
  std::vector<int32_t> ids(count);
  for (int32_t& id : ids) id = static_cast<int32_t>(random.below(50));
  return ids;
}

Array graph_logits(const Gpt& model, const std::vector<int32_t>& ids) {
  const auto T = static_cast<int64_t>(ids.size());
  return model.logits(Ids({1, T}, ids)).value().reshaped({T, model.config.vocabulary});
}

// The cache gives what the whole forward pass gives, however the ids come in.
TEST(Decoder, EqualsTheGraphInPiecesOfAnySize) {
  const Gpt model = formula_gpt(small_config());
  const std::vector<int32_t> ids = some_ids(80);
  const Array wanted = graph_logits(model, ids);
  for (const size_t piece : {size_t{1}, size_t{3}, size_t{64}, size_t{65}, size_t{80}}) {
    Decoder decoder(model);
    for (size_t first = 0; first < ids.size(); first += piece) {
      const size_t count = std::min(piece, ids.size() - first);
      const Array got = decoder.feed_all(std::span(ids).subspan(first, count));
      const Array rows = wanted.slice(static_cast<int64_t>(first), static_cast<int64_t>(count));
      ASSERT_LE(max_abs_difference(got, rows), 1e-4) << piece << " at a time, from " << first;
    }
  }
}

TEST(Decoder, FeedGivesTheLastRow) {
  const Gpt model = formula_gpt(small_config());
  const std::vector<int32_t> ids = some_ids(20);
  Decoder decoder(model);
  const Array last = decoder.feed(ids);
  EXPECT_EQ(last.shape(), (Shape{50}));
  EXPECT_LE(max_abs_difference(last, graph_logits(model, ids).slice(19, 1).reshaped({50})), 1e-4);
}

TEST(Decoder, ForgettingGoesBack) {
  const Gpt model = formula_gpt(small_config());
  const std::vector<int32_t> ids = some_ids(10);
  Decoder decoder(model, 12);
  const Array once = decoder.feed(ids);
  decoder.forget(4);
  EXPECT_EQ(decoder.length(), 4);
  const Array again = decoder.feed(std::span(ids).subspan(4));
  EXPECT_LE(max_abs_difference(once, again), 1e-5);
  EXPECT_EQ(decoder.cache().bytes(), 2 * 3 * 12 * 24 * 4);
}

TEST(Decoder, ThreadsDoNotChangeABit) {
  const Gpt model = formula_gpt(small_config());
  const std::vector<int32_t> ids = some_ids(70);
  const int before = thread_count();
  std::vector<Array> results;
  for (const int threads : {1, 3}) {
    set_thread_count(threads);
    Decoder decoder(model);
    decoder.feed(ids);
    results.push_back(decoder.feed(std::vector<int32_t>{7}));
  }
  set_thread_count(before);
  EXPECT_EQ(max_abs_difference(results[0], results[1]), 0);
}

TEST(Decoder, WhatDoesNotFitIsRefused) {
  const Gpt model = formula_gpt(small_config());
  Decoder decoder(model, 5);
  EXPECT_TRUE(says(error_of([&] { decoder.feed(some_ids(6)); }), {"6 more do not fit into 5"}));
  EXPECT_TRUE(says(error_of([&] { decoder.feed({}); }), {"no ids"}));
  EXPECT_TRUE(says(error_of([&] { decoder.feed(std::vector<int32_t>{50}); }), {"50", "vocabulary of 50"}));
  EXPECT_TRUE(says(error_of([&] { Decoder(model, 91); }), {"91", "90"}));
  EXPECT_EQ(decoder.length(), 0);
}

TEST(Generation, GreedyIsTheArgmaxOfTheGraph) {
  const Gpt model = formula_gpt(small_config());
  std::vector<int32_t> ids = some_ids(5), got;
  Decoder decoder(model);
  GenerationSettings settings;
  settings.count = 12;
  settings.sampler.temperature = 0;
  Random random(1);
  const GenerationReport report =
      generate(decoder, ids, settings, random, [&](int32_t id) { got.push_back(id); });
  for (const int32_t id : got) {
    const Array logits = graph_logits(model, ids);
    const Real* row = logits.data() + (static_cast<int64_t>(ids.size()) - 1) * 50;
    ASSERT_EQ(id, std::max_element(row, row + 50) - row);
    ids.push_back(id);
  }
  EXPECT_EQ(got.size(), 12u);
  EXPECT_EQ(report.new_tokens, 12);
  EXPECT_EQ(report.prompt_tokens, 5);
}

TEST(Generation, AFullContextGoesOnFromItsLaterHalf) {
  const Gpt model = formula_gpt(small_config());
  Decoder decoder(model, 8);
  GenerationSettings settings;
  settings.count = 30;
  Random random(1);
  int count = 0;
  settings.sampler.temperature = 0;
  std::vector<int32_t> ids = some_ids(4);
  const GenerationReport report = generate(decoder, some_ids(4), settings, random, [&](int32_t id) {
    // What the model sees: all, until 8 positions are full; then the later half, and what came after.
    ++count;
    ids.push_back(id);
  });
  EXPECT_EQ(count, 30);
  EXPECT_GT(report.windows, 1);
  size_t window = 0;  // where it begins
  for (size_t next = 4; next < ids.size(); ++next) {
    if (next - window > 8) window = next - 4;
    const std::vector<int32_t> seen(ids.begin() + static_cast<std::ptrdiff_t>(window),
                                    ids.begin() + static_cast<std::ptrdiff_t>(next));
    const Array logits = graph_logits(model, seen);
    const Real* row = logits.data() + (static_cast<int64_t>(seen.size()) - 1) * 50;
    ASSERT_EQ(ids[next], std::max_element(row, row + 50) - row) << "token " << next;
  }
}

TEST(Generation, StopsAtTheStopId) {
  const Gpt model = formula_gpt(small_config());
  Decoder decoder(model);
  GenerationSettings settings;
  settings.sampler.temperature = 0;
  settings.count = 20;
  std::vector<int32_t> all, cut;
  Random random(1);
  generate(decoder, some_ids(5), settings, random, [&](int32_t id) { all.push_back(id); });
  decoder.forget();
  settings.stop_id = all[3];
  generate(decoder, some_ids(5), settings, random, [&](int32_t id) { cut.push_back(id); });
  const auto first = std::find(all.begin(), all.end(), all[3]);
  EXPECT_EQ(cut, std::vector<int32_t>(all.begin(), first));
}

TEST(Generation, NothingIsAskedForNothingComes) {
  const Gpt model = formula_gpt(small_config());
  Decoder decoder(model, 8);
  GenerationSettings settings;
  settings.count = 0;
  Random random(1);
  generate(decoder, some_ids(8), settings, random, [](int32_t) { FAIL(); });
  EXPECT_TRUE(says(error_of([&] { generate(decoder, some_ids(9), settings, random, [](int32_t) {}); }),
                   {"9 tokens", "shorten it"}));
}

// A tiny GPT-2 in Hugging Face's layout, and PyTorch's logits for it.
TEST(GoldenLogits, GraphDecoderAndProgramGivePyTorchs) {
  const Golden golden(kTiny + "/logits.txt");
  const Ids ids = Golden(kTiny + "/ids.txt").ids("ids");
  const Array wanted = golden.array("logits");
  const Gpt model = load_model(kTiny);
  EXPECT_TRUE(near_golden(graph_logits(model, ids.values()), wanted, 1e-4));
  Decoder decoder(model);
  EXPECT_TRUE(near_golden(decoder.feed_all(ids.values()), wanted, 1e-4));
  const ScratchFolder folder;
  std::string list;
  for (const int32_t id : ids.values()) list += (list.empty() ? "" : ",") + std::to_string(id);
  const Outcome run = run_program(
      folder, "gpt2", "logits -m " + kTiny + " --ids " + list + " --out " + (folder / "l.safetensors"));
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(near_golden(SafetensorsFile::open(folder / "l.safetensors").array("logits"), wanted, 1e-4));
}

}  // namespace
}  // namespace p2g
