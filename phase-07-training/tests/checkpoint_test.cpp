// Checkpoints: whole or not there, and read as they were written.
#include "training/checkpoint.h"

#include "gpt2/model_folder.h"
#include "math/reduce.h"
#include "test_files.h"
#include "throws.h"
#include "tokenizer/simple_tokenizers.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

struct Trained {
  Gpt gpt;
  Learner learner;
  CharTokenizer tokenizer = CharTokenizer::of("abcdefg");
  RunState state;

  explicit Trained(int steps, int64_t channels = 8) : gpt(model(channels)), learner(gpt, {}, 1, Random(3)) {
    Batch batch{Ids::filled({1, 4}, 1), Ids::filled({1, 4}, 2)};
    for (int i = 0; i < steps; ++i) learner.step({&batch, 1}, 1e-2);
    state.step = steps, state.tokens = 4 * steps, state.data_tokens = 1234;
    state.data = Random::restored(~uint64_t{0} - 5, 1u << 31), state.dropout = Random::restored(7, 8);
  }
  void write(const fs::path& run, int64_t keep = 2) {
    write_checkpoint(run, state, learner, tokenizer, keep);
  }

 private:
  static Gpt model(int64_t channels) {
    GptConfig config;
    config.vocabulary = 7, config.context = 4, config.channels = channels, config.layers = 1,
    config.heads = 2;
    Random random(1);
    return Gpt(config, random);
  }
};

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}
using Names = std::vector<std::string>;

TEST(Checkpoint, WhatIsWrittenIsRead) {
  const ScratchFolder folder;
  Trained written(3);
  written.write(folder.path());
  const fs::path path = folder / "checkpoints/step-000003";
  ASSERT_EQ(latest_checkpoint(folder.path()), path);
  EXPECT_EQ(names_in(path),
            (Names{"config.json", "model.safetensors", "optimizer.safetensors", "state.json", kSimpleFile}));

  Trained read(0);
  read.gpt = load_model(path.string(), Residence::kCopied);
  Learner learner(read.gpt, {}, 1, Random(0));
  const RunState state = read_checkpoint(path, learner.optimizer());
  EXPECT_EQ(state.step, 3);
  EXPECT_EQ(state.tokens, 12);
  EXPECT_EQ(state.data_tokens, 1234);
  EXPECT_EQ(state.data.stream(), ~uint64_t{0} - 5);
  EXPECT_EQ(state.data.position(), 1u << 31);
  EXPECT_EQ(state.dropout.stream(), 7u);
  EXPECT_EQ(state.dropout.position(), 8u);
  EXPECT_EQ(learner.optimizer().steps(), 3);
  const Parameters wanted = written.gpt.parameters(), got = read.gpt.parameters();
  for (size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(max_abs_difference(got[i].tensor.value(), wanted[i].tensor.value()), 0) << wanted[i].name;
    EXPECT_EQ(max_abs_difference(learner.optimizer().first_moments()[i],
                                 written.learner.optimizer().first_moments()[i]),
              0);
    EXPECT_EQ(max_abs_difference(learner.optimizer().second_moments()[i],
                                 written.learner.optimizer().second_moments()[i]),
              0);
  }
  EXPECT_EQ(load_tokenizer(path)->encode("gab"), written.tokenizer.encode("gab"));
}

TEST(Checkpoint, WhatAnInterruptedWriteLeftIsRemoved) {
  const ScratchFolder folder;
  EXPECT_EQ(latest_checkpoint(folder.path()), std::nullopt);
  Trained trained(1);
  trained.write(folder.path());
  const auto leave = [&] {
    fs::create_directories(folder / "checkpoints/.step-000002.part");
    folder.put("checkpoints/.step-000002.part/model.safetensors", "half");
  };
  leave();
  EXPECT_EQ(latest_checkpoint(folder.path()), folder / "checkpoints/step-000001");
  trained.write(folder.path());  // is there already
  EXPECT_EQ(names_in(folder / "checkpoints"), Names{"step-000001"});
  leave();
  trained.state.step = 2;
  trained.write(folder.path());
  EXPECT_EQ(names_in(folder / "checkpoints"), (Names{"step-000001", "step-000002"}));
  EXPECT_GT(fs::file_size(folder / "checkpoints/step-000002/model.safetensors"), 4u);
}

TEST(Checkpoint, OldOnesGoAndForeignNamesStay) {
  const ScratchFolder folder;
  Trained trained(0);
  fs::create_directories(folder / "checkpoints/step-best");
  fs::create_directories(folder / "checkpoints/mine");
  for (const int64_t step : {5, 10, 1000000, 999999}) {  // by number, not by name
    trained.state.step = step;
    trained.write(folder.path(), 2);
  }
  EXPECT_EQ(names_in(folder / "checkpoints"), (Names{"mine", "step-1000000", "step-999999", "step-best"}));
  EXPECT_EQ(latest_checkpoint(folder.path()), folder / "checkpoints/step-1000000");
  trained.state.step = 1000001;
  trained.write(folder.path(), 0);  // keeps all
  EXPECT_EQ(names_in(folder / "checkpoints").size(), 5u);
}

TEST(Checkpoint, OneThatIsThereStays) {
  const ScratchFolder folder;
  Trained first(2), second(2);
  first.write(folder.path());
  const std::string before = contents(folder / "checkpoints/step-000002/state.json");
  second.state.tokens = 99;
  second.write(folder.path());
  EXPECT_EQ(contents(folder / "checkpoints/step-000002/state.json"), before);
}

TEST(Checkpoint, FilesThatDoNotBelongTogether) {
  const ScratchFolder folder;
  Trained small(1), large(1, 16);
  small.write(folder.path());
  const fs::path path = folder / "checkpoints/step-000001";
  EXPECT_TRUE(says(error_of([&] { read_checkpoint(path, large.learner.optimizer()); }),
                   {"m.wte.weight", "(7,8)", "(7,16)"}));
  const auto error = [&](const std::string& state) {
    folder.put("checkpoints/step-000001/state.json", state);
    return error_of([&] { read_checkpoint(path, small.learner.optimizer()); });
  };
  EXPECT_TRUE(says(error("{\"step\": 1"), {"state.json", "train run"}));
  EXPECT_TRUE(says(error("{\"step\": 1}"), {"state.json", "tokens"}));
  EXPECT_TRUE(says(error("{\"step\": \"1\"}"), {"state.json"}));
  fs::remove(path / "state.json");
  EXPECT_TRUE(says(error_of([&] { read_checkpoint(path, small.learner.optimizer()); }), {"state.json"}));
}

TEST(Checkpoint, BytesAreAtLeastWhatItTakes) {
  const ScratchFolder folder;
  Trained trained(1);
  trained.write(folder.path());
  int64_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(folder / "checkpoints/step-000001"))
    bytes += static_cast<int64_t>(entry.file_size());
  EXPECT_GE(checkpoint_bytes(trained.gpt), bytes);
}

}  // namespace
}  // namespace p2g
