// The program gpt2 as a user meets it: exit codes, one line of error, and what inspect, verify and tokenize
// print. The executable is built beside the tests.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "gpt2/model_folder.h"
#include "gpt2/safetensors_writer.h"
#include "run_program.h"
#include "test_files.h"
#include "throws.h"
#include "tokenizer/bpe_trainer.h"

namespace p2g {
namespace {

Outcome gpt2(const ScratchFolder& folder, const std::string& arguments) {
  return run_program(folder, "gpt2", arguments);
}

std::string small_model(const ScratchFolder& folder) {
  Random random(1);
  save_model(folder / "model",
             Gpt({.vocabulary = 300, .context = 8, .channels = 8, .layers = 1, .heads = 2}, random));
  train_bpe("the cat sat on the mat. the cat sat.", 260).tokenizer().save(folder / "model");
  return folder / "model";
}

TEST(Program, UsageErrorsAreOneLine) {
  const ScratchFolder folder;
  EXPECT_TRUE(fails_with(gpt2(folder, ""), {"subcommand is required", "--help"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "dance"), {"dance"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "inspect"), {"path is required"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "inspect --wrong x"), {"--wrong"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "tokenize -m x --decode 1,b"), {"--decode"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "tokenize -m x text --decode 1"), {"--decode"}));
}

TEST(Program, HelpNamesTheSubcommands) {
  const ScratchFolder folder;
  const Outcome run = gpt2(folder, "--help");
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_TRUE(says(run.out, {"inspect", "verify", "tokenize", "generate", "predict", "logits"}));
  EXPECT_TRUE(says(gpt2(folder, "inspect --help").out, {"--stats", "--all"}));
}

TEST(Program, InspectOfAFile) {
  const ScratchFolder folder;
  write_safetensors(folder / "f", {{"x", Array::of({2, 2}, {1, 2, 3, 6})}, {"y", Array::of({2}, {NAN, 5})}},
                    DType::kBF16, {{"step", "7"}});
  const Outcome run = gpt2(folder, "inspect --stats " + (folder / "f"));
  EXPECT_EQ(run.code, 0);
  EXPECT_TRUE(says(run.out, {"x     BF16    (2,2)", "3      1.871          1          6  1 2 3",
                             "1 NOT FINITE", "2 tensors, 6 numbers, 12 bytes", "metadata step: 7"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "inspect " + (folder / "absent")), {"absent", "No such file"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "inspect " + folder.put("torn", "torn")), {"cut short"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "inspect " + folder.path()), {"no config.json"}));
}

TEST(Program, InspectOfAFolderListsWhatIsMissing) {
  const ScratchFolder folder;
  const std::string model = small_model(folder);
  Outcome run = gpt2(folder, "inspect " + model);
  EXPECT_EQ(run.code, 0);
  EXPECT_TRUE(says(run.out, {"1 layers, 8 channels, 2 heads, context 8, vocabulary 300, 3352 parameters",
                             "complete: all 16 tensors found", "metadata format: pt"}));
  write_safetensors(model + "/model.safetensors",
                    {{"wpe.weight", Array::zeros({8, 8})}, {"odd", Array::zeros({1})}});
  run = gpt2(folder, "inspect " + model);
  EXPECT_EQ(run.code, 0);
  EXPECT_TRUE(says(run.out, {"missing (15):\n  wte.weight (300,8)", "and 7 more: --all",
                             "unexpected (1):\n  odd", "does not make a model"}));
  EXPECT_EQ(run.out.find("ln_f.bias"), std::string::npos);
  EXPECT_TRUE(says(gpt2(folder, "inspect --all " + model).out, {"ln_f.bias (8)"}));
}

TEST(Program, VerifySaysThatAnotherModelIsNotTheRealOne) {
  const ScratchFolder folder;
  const std::string model = small_model(folder);
  const Outcome run = gpt2(folder, "verify " + model);
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(run.err, "");
  EXPECT_TRUE(says(run.out, {"FAIL config.json: 1 layers", "wanted 12 layers", "PASS tensors",
                             "FAIL sha256 of model.safetensors", "SKIP known outputs",
                             "is not the real GPT-2 124M: 7 of 8 checks failed"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "verify " + (folder / "absent")), {"does not exist"}));
}

TEST(Program, TokenizeThereAndBack) {
  const ScratchFolder folder;
  const std::string model = small_model(folder);
  Outcome run = gpt2(folder, "tokenize -m " + model + " 'the cat'");
  EXPECT_EQ(run.code, 0);
  EXPECT_TRUE(says(run.out, {"'t", "tokens of 7 bytes"}));
  const std::string ids = gpt2(folder, "tokenize --ids -m " + model + " 'the cat\u00e9'").out;
  EXPECT_EQ(gpt2(folder, "tokenize -m " + model + " --decode " + ids.substr(0, ids.size() - 1)).out,
            "the cat\u00e9");

  const std::string text = folder.put("text", "the cat\u00e9");
  EXPECT_EQ(gpt2(folder, "tokenize --ids -m " + model + " -f " + text).out, ids);
  EXPECT_EQ(gpt2(folder, "tokenize --ids -m " + model + " < " + text).out, ids);
  EXPECT_TRUE(says(gpt2(folder, "tokenize -m " + model + " '\u00e9'").out, {"'\\xc3'", "'\\xa9'"}));

  const std::string special =
      gpt2(folder, "tokenize --ids --allow-special -m " + model + " '<|endoftext|>'").out;
  EXPECT_EQ(special.find(','), std::string::npos);
  EXPECT_NE(gpt2(folder, "tokenize --ids -m " + model + " '<|endoftext|>'").out.find(','), std::string::npos);

  EXPECT_TRUE(fails_with(gpt2(folder, "tokenize -m " + (folder / "absent") + " x"), {"absent"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "tokenize -m " + model + " -f " + (folder / "absent")), {"absent"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "tokenize -m " + model + " --decode 1,999"), {"999"}));
  EXPECT_TRUE(fails_with(gpt2(folder, "tokenize -m " + model + " --decode=-1"), {"-1"}));
}

TEST(Program, TokenizeLinesOfJson) {
  const ScratchFolder folder;
  const std::string model = small_model(folder);
  const std::string start = "tokenize -m " + model + " --jsonl ";
  const std::string good =
      folder.put("good", "{\"text\": \"a\"}\n{\"text\": \"\", \"more\": 1}\n{\"text\": \"ab\"}");
  const Outcome run = gpt2(folder, start + good);
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out.substr(run.out.find('\n')), "\n[]\n[64,65]\n") << run.out;
  EXPECT_EQ(gpt2(folder, start + "- < " + good).out, run.out);

  const auto error = [&](const std::string& line) {
    return gpt2(folder, start + folder.put("bad", "{\"text\": \"a\"}\n" + line));
  };
  EXPECT_TRUE(fails_with(error("{\"text\""), {"bad line 2", "not JSON"}));
  EXPECT_TRUE(fails_with(error("{\"txt\": \"a\"}"), {"bad line 2", "string \"text\""}));
  EXPECT_TRUE(fails_with(error("{\"text\": 5}"), {"bad line 2"}));
  EXPECT_TRUE(fails_with(error("[\"text\"]"), {"bad line 2"}));
  EXPECT_TRUE(fails_with(error("{\"text\": \"a\", \"text\": \"b\"}"), {"bad line 2", "twice"}));
  EXPECT_TRUE(fails_with(gpt2(folder, start + (folder / "absent")), {"absent"}));
}

TEST(Program, AFullOutputIsAnError) {
  const ScratchFolder folder;
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const std::string model = small_model(folder);
  const int status = std::system(
      (program_path("gpt2") + " inspect " + model + " > /dev/full 2> " + (folder / "err")).c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_TRUE(says(contents(folder / "err"), {"No space left on device"}));
}

}  // namespace
}  // namespace p2g
