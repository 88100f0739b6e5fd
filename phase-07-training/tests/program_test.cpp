// The program `train` as a user meets it: prepare, run, resume.
#include <nlohmann/json.hpp>

#include "gpt2/model_folder.h"
#include "math/reduce.h"
#include "run_program.h"
#include "small_run.h"
#include "training/checkpoint.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

Outcome train(const ScratchFolder& folder, const std::string& arguments) {
  return run_program(folder, "train", arguments);
}

testing::AssertionResult train_fails(const ScratchFolder& folder, const std::string& arguments,
                                     std::initializer_list<const char*> parts) {
  return fails_with(train(folder, arguments), parts, "train");
}

std::vector<int32_t> tokens_of(const std::string& path) {
  const TokenShard shard = TokenShard::open(path, 65536);
  std::vector<int32_t> ids(static_cast<size_t>(shard.size()));
  shard.copy(0, shard.size(), ids.data());
  return ids;
}

TEST(Program, UsageErrorsAreOneLine) {
  const ScratchFolder folder;
  EXPECT_TRUE(train_fails(folder, "", {"subcommand is required", "--help"}));
  EXPECT_TRUE(train_fails(folder, "dance", {"dance"}));
  EXPECT_TRUE(train_fails(folder, "run", {"--out is required"}));
  EXPECT_TRUE(train_fails(folder, "run --out x", {"no data", "--data"}));
  EXPECT_TRUE(train_fails(folder, "run --out x --data y --layer 3", {"--layer"}));
  EXPECT_TRUE(train_fails(folder, "run --out x --data y --layers three", {"--layers", "three"}));
  EXPECT_TRUE(train_fails(folder, "run --out x --data y --schedule linear", {"linear", "cosine"}));
  EXPECT_TRUE(train_fails(folder, "run --out x --data y --dropout 1", {"dropout is 1"}));
  EXPECT_TRUE(train_fails(folder, "resume", {"run is required"}));
  EXPECT_TRUE(train_fails(folder, "resume " + (folder / "absent"), {"absent", "no run folder"}));
  EXPECT_TRUE(train_fails(folder, "prepare --out x", {"--input is required"}));
  EXPECT_FALSE(fs::exists("x"));
}

TEST(Program, HelpNamesFlagsAndDefaults) {
  const ScratchFolder folder;
  EXPECT_TRUE(says(train(folder, "--help").out, {"prepare", "run", "resume"}));
  const Outcome run = train(folder, "run --help");
  EXPECT_EQ(run.code, 0);
  for (const char* flag : {"--data",         "--out",
                           "--init-from",    "--config",
                           "--layers",       "--heads",
                           "--channels",     "--batch",
                           "--seq",          "--steps",
                           "--accumulate",   "--lr",
                           "--beta1",        "--beta2",
                           "--eps",          "--weight-decay",
                           "--warmup",       "--schedule",
                           "--min-lr",       "--clip",
                           "--dropout",      "--seed",
                           "--threads",      "--eval-every",
                           "--sample-every", "--checkpoint-every",
                           "--decay-all",    "--overfit-one-batch"})
    EXPECT_TRUE(says(run.out, {flag}));
}

TEST(Program, PrepareByCharactersAndBytes) {
  const ScratchFolder folder;
  const std::string one = folder.put("one", "caf\u00e9 au lait\n"),
                    two = folder.put("two", "\u00e9t\u00e9 ab\n");
  const std::string text = contents(one) + contents(two), out = folder / "data";
  for (const char* kind : {"char", "byte"})
    for (const char* format : {"llm.c", "raw"}) {
      const Outcome made = train(folder, "prepare --input " + one + " " + two + " --tokenizer " + kind +
                                             " --format " + format + " --val-fraction 0.3 --out " + out);
      ASSERT_EQ(made.code, 0) << made.err;
      EXPECT_TRUE(says(made.out, {"bytes", kind, "train.bin", "val.bin"}));
      const auto tokenizer = load_tokenizer(out);
      EXPECT_EQ(tokenizer->kind(), kind);
      std::vector<int32_t> ids = tokens_of(out + "/train.bin"), val = tokens_of(out + "/val.bin");
      EXPECT_GT(val.size(), 3u);
      EXPECT_LT(val.size(), ids.size());
      ids.insert(ids.end(), val.begin(), val.end());
      EXPECT_EQ(tokenizer->decode(ids), text);  // nothing lost at the cut
      EXPECT_EQ(TokenShard::open(out + "/train.bin", 256).format(),
                std::string(format) == "raw" ? ShardFormat::raw : ShardFormat::llm_c);
      const auto meta = nlohmann::json::parse(contents(out + "/meta.json"));
      EXPECT_EQ(meta.at("bytes"), text.size());
      EXPECT_EQ(meta.at("train_tokens").get<size_t>() + meta.at("val_tokens").get<size_t>(), ids.size());
    }
}

TEST(Program, PrepareCutsBetweenCharacters) {
  const ScratchFolder folder;
  const std::string text =
      folder.put("text", "\u00e9\u20ac\u00e9\u20ac\u00e9\u20ac\u00e9\u20ac");  // of 2 and 3 bytes
  for (const char* fraction : {"0.3", "0.35", "0.4", "0.45", "0.5"}) {
    const Outcome made = train(folder, "prepare --input " + text + " --tokenizer byte --val-fraction " +
                                           fraction + " --out " + (folder / "data"));
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_NE(tokens_of(folder / "data/val.bin")[0] & 0xC0, 0x80) << fraction;
  }
}

TEST(Program, PrepareTrainsABpeOrTakesOne) {
  const ScratchFolder folder;
  const std::string text = folder.put("text", some_text());
  const Outcome made = train(folder, "prepare --input " + text + " --train-bpe 270 --out " + (folder / "a"));
  ASSERT_EQ(made.code, 0) << made.err;
  const auto tokenizer = load_tokenizer(folder / "a");
  EXPECT_EQ(tokenizer->kind(), "bpe");
  EXPECT_EQ(tokenizer->vocabulary(), 270);
  EXPECT_LT(tokens_of(folder / "a/train.bin").size(), some_text().size() / 2);
  ASSERT_EQ(
      train(folder, "prepare --input " + text + " --tokenizer " + (folder / "a") + " --out " + (folder / "b"))
          .code,
      0);
  EXPECT_EQ(tokens_of(folder / "b/train.bin"), tokens_of(folder / "a/train.bin"));
  EXPECT_EQ(tokens_of(folder / "b/val.bin"), tokens_of(folder / "a/val.bin"));
}

TEST(Program, PrepareOfWhatWillNotDo) {
  const ScratchFolder folder;
  const std::string text = folder.put("text", some_text()), out = " --out " + (folder / "data");
  const std::string start = "prepare --input " + text;
  EXPECT_TRUE(train_fails(folder, "prepare --input " + folder.put("empty", "") + out, {"empty"}));
  EXPECT_TRUE(train_fails(folder, "prepare --input " + (folder / "absent") + out, {"absent"}));
  EXPECT_TRUE(train_fails(folder, "prepare --input " + folder.put("tiny", "a") + out, {"more text"}));
  EXPECT_TRUE(train_fails(folder, start + " --tokenizer " + (folder / "absent") + out, {"absent"}));
  EXPECT_TRUE(train_fails(folder, start + " --train-bpe 100" + out, {"--train-bpe"}));
  EXPECT_TRUE(
      train_fails(folder, start + " --train-bpe 300 --tokenizer char" + out, {"--train-bpe", "excludes"}));
  EXPECT_TRUE(train_fails(folder, start + " --format csv" + out, {"csv"}));
  for (const char* fraction : {"0", "1", "1.5", "-1", "nan"})
    EXPECT_TRUE(train_fails(folder, start + " --val-fraction=" + fraction + out, {"fraction"})) << fraction;
  EXPECT_TRUE(train_fails(folder, start + " --out " + text + "/data", {"cannot make the folder"}));
  EXPECT_FALSE(fs::exists(folder / "data"));
}

std::string flags(const ScratchFolder& folder) {
  return " --data " + small_data(folder) + " --layers 1 --heads 2 --channels 8 --batch 2 --seq 8 ";
}

TEST(Program, RunWritesARunFolder) {
  const ScratchFolder folder;
  const Outcome run = train(
      folder, "run" + flags(folder) + "--steps 30 --eval-every 10 --lr 1e-2 -t 1 --out " + (folder / "run"));
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.err, "");  // no moving line where there is no terminal
  EXPECT_TRUE(says(run.out, {"30 steps", "480 tokens", "validation loss"}));
  const Gpt gpt = load_model(checkpoint_of(folder / "run", 30));
  EXPECT_EQ(gpt.config.layers, 1);
  EXPECT_EQ(gpt.config.context, 8);
  EXPECT_EQ(load_tokenizer(checkpoint_of(folder / "run", 30))->vocabulary(), gpt.config.vocabulary);
  EXPECT_TRUE(train_fails(folder, "run" + flags(folder) + "--out " + (folder / "run"),
                          {"holds a run already", "train resume"}));
}

TEST(Program, ConfigThenFlags) {
  const ScratchFolder folder;
  const std::string data = small_data(folder);
  const std::string config = folder.put(
      "c.json", R"({"layers": 1, "heads": 1, "channels": 4, "seq": 8, "steps": 2, "lr": 0.5, "data": ")" +
                    data + "\"}");
  const Outcome run =
      train(folder, "run --config " + config + " --steps 1 --heads 2 --decay-all --out " + (folder / "run"));
  ASSERT_EQ(run.code, 0) << run.err;
  const Settings settings = read_settings(folder / "run/settings.json");
  EXPECT_EQ(settings.schedule.steps, 1);
  EXPECT_EQ(settings.heads, 2);
  EXPECT_EQ(settings.channels, 4);
  EXPECT_EQ(settings.schedule.learning_rate, 0.5);
  EXPECT_TRUE(settings.adamw.decay_all);
  // a run's own settings make the same run
  ASSERT_EQ(
      train(folder, "run --config " + (folder / "run/settings.json") + " --out " + (folder / "again")).code,
      0);
  expect_same_run(folder / "again", folder / "run", 1);
  EXPECT_TRUE(train_fails(folder, "run --out x --config " + folder.put("bad.json", "{\"layer\": 1}"),
                          {"bad.json", "'layer' is not a setting"}));
  EXPECT_TRUE(train_fails(folder, "run --out x --config " + (folder / "absent.json"), {"absent.json"}));
}

TEST(Program, StopAtThenResumeIsTheWholeRun) {
  const ScratchFolder folder;
  const std::string start = "run" + flags(folder) + "--steps 9 --dropout 0.1 --eval-every 4 --out ";
  ASSERT_EQ(train(folder, start + (folder / "whole")).code, 0);
  const Outcome half = train(folder, start + (folder / "half") + " --stop-at 5 -t 1");
  EXPECT_EQ(half.code, 0);
  EXPECT_TRUE(says(half.out, {"5 steps", "stopped before step 9", "train resume"}));
  const Outcome rest = train(folder, "resume " + (folder / "half") + " -t 2");
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_TRUE(says(rest.out, {"goes on after step 5", "9 steps"}));
  expect_same_run(folder / "half", folder / "whole", 9);
}

TEST(Program, OneBatchIsLearntByHeart) {
  const ScratchFolder folder;
  const Outcome run = train(folder, "run" + flags(folder) +
                                        "--overfit-one-batch --steps 150 --lr 2e-2 "
                                        "--eval-every 0 --out " +
                                        (folder / "run"));
  ASSERT_EQ(run.code, 0) << run.err;
  const std::string metrics = contents(folder / "run/metrics.csv");
  const std::string last = metrics.substr(metrics.rfind('\n', metrics.size() - 2) + 1);
  EXPECT_LT(std::stod(last.substr(last.find(',', 4) + 1)), 0.05) << last;
}

TEST(Program, InitFromAModelFolder) {
  const ScratchFolder folder;
  const std::string start = " --data " + small_data(folder) + " --batch 2 --seq 8 --eval-every 40 --steps ";
  ASSERT_EQ(
      train(folder, "run --layers 1 --heads 2 --channels 8" + start + "80 --lr 1e-2 --out " + (folder / "a"))
          .code,
      0);
  const std::string model = " --init-from " + checkpoint_of(folder / "a", 80);
  const Outcome more = train(folder, "run" + start + "1" + model + " --out " + (folder / "b"));
  ASSERT_EQ(more.code, 0) << more.err;
  EXPECT_EQ(read_settings(folder / "b/settings.json").channels, 8);
  const std::string a = metrics_of(folder / "a"), b = metrics_of(folder / "b");
  const auto val = [](const std::string& metrics, const std::string& step) {
    std::string line = metrics.substr(metrics.find("\n" + step + ",") + 1);
    for (int i = 0; i < 3; ++i) line = line.substr(line.find(',') + 1);
    return std::stod(line);
  };
  EXPECT_NEAR(val(b, "0"), val(a, "80"), 1e-5);
  EXPECT_TRUE(
      train_fails(folder, "run --layers 2" + start + "1" + model + " --out x", {"--layers", "leave it out"}));
  EXPECT_TRUE(
      train_fails(folder, "run" + start + "1 --init-from " + (folder / "absent") + " --out x", {"absent"}));
}

TEST(Program, ExportMakesAModelFolder) {
  const ScratchFolder folder;
  ASSERT_EQ(train(folder, "run" + flags(folder) + "--steps 2 --out " + (folder / "run")).code, 0);
  const std::string checkpoint = checkpoint_of(folder / "run", 2);
  for (const char* dtype : {"F32", "BF16"}) {
    const std::string out = folder / dtype;
    const Outcome made = train(folder, "export " + (folder / "run") + " --dtype " + dtype + " --out " + out);
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_TRUE(says(made.out, {"parameters as", dtype, "step-000002"}));
    const double off = max_abs_difference(load_model(out).wte.value(), load_model(checkpoint).wte.value());
    EXPECT_LE(off, std::string(dtype) == "F32" ? 0 : 1e-3);
    EXPECT_EQ(load_tokenizer(out)->vocabulary(), load_tokenizer(checkpoint)->vocabulary());
  }
  // Another program may be writing the next one.
  fs::create_directories(folder / "run/checkpoints/.step-000003.part");
  EXPECT_EQ(train(folder, "export " + (folder / "run") + " --out " + (folder / "F32")).code, 0);
  EXPECT_TRUE(fs::exists(folder / "run/checkpoints/.step-000003.part"));
  EXPECT_TRUE(train_fails(folder, "export " + (folder / "absent") + " --out x", {"absent", "no checkpoint"}));
}

}  // namespace
}  // namespace p2g
