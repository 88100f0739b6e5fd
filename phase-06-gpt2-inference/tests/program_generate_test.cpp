// gpt2 generate, predict and logits as a user meets them.
#include <gtest/gtest.h>

#include "gpt2/model_folder.h"
#include "run_program.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/simple_tokenizers.h"

namespace p2g {
namespace {

// An untrained model, with a BPE of its own; context 16.
std::string small_model(const ScratchFolder& folder) {
  Random random(1);
  const Bpe bpe = train_bpe("the cat sat on the mat. the cat sat on the hat.", 264).tokenizer();
  const Gpt model({.vocabulary = bpe.vocabulary(), .context = 16, .channels = 8, .layers = 1, .heads = 2},
                  random);
  save_model(folder / "model", model, DType::kF32, bpe.end_of_text());
  bpe.save(folder / "model");
  return folder / "model";
}

class Programs : public testing::Test {
 protected:
  Outcome gpt2(const std::string& arguments) { return run_program(folder_, "gpt2", arguments); }
  ScratchFolder folder_;
  std::string model_ = small_model(folder_);
};

TEST_F(Programs, GenerateContinuesThePromptAndTellsTheTimes) {
  const Outcome run = gpt2("generate -m " + model_ + " -p 'the cat' -n 5 -s 3");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(run.out.starts_with("the cat")) << run.out;
  EXPECT_GT(run.out.size(), 10u);
  EXPECT_TRUE(says(run.err, {"prompt", "5 new tokens", "tokens/s"}));
}

TEST_F(Programs, TheSameSeedGivesTheSameText) {
  const std::string command = "generate --ignore-eot -m " + model_ + " -p the -n 40 ";
  const Outcome one = gpt2(command + "-s 3"), same = gpt2(command + "-s 3 -t 1"),
                other = gpt2(command + "-s 4");
  EXPECT_EQ(one.out, same.out);
  EXPECT_NE(one.out, other.out);
  EXPECT_TRUE(says(one.err, {"the context was full"}));
}

TEST_F(Programs, GreedyNeedsNoSeed) {
  const std::string command = "generate --temp 0 -m " + model_ + " -p the -n 8 ";
  EXPECT_EQ(gpt2(command + "-s 3").out, gpt2(command + "-s 4").out);
}

TEST_F(Programs, PromptsFromFilesAndEmptyOnes) {
  folder_.put("prompt.txt", "the mat");
  EXPECT_TRUE(
      gpt2("generate -q -m " + model_ + " -n 2 -f " + (folder_ / "prompt.txt")).out.starts_with("the mat"));
  EXPECT_EQ(gpt2("generate -m " + model_ + " -n 3").code, 0);  // the start of a text
  const Outcome nothing = gpt2("generate -q -m " + model_ + " -p 'the cat' -n 0");
  EXPECT_EQ(nothing.code, 0);
  EXPECT_EQ(nothing.out, "the cat\n");
  EXPECT_EQ(nothing.err, "");
}

TEST_F(Programs, PredictListsProbabilities) {
  const Outcome run = gpt2("predict -m " + model_ + " -p 'the cat' -k 3");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 3);
  EXPECT_TRUE(says(run.out, {" %"}));
}

TEST_F(Programs, WrongInputIsOneLineOfError) {
  const std::string generate = "generate -m " + model_ + " ";
  EXPECT_TRUE(fails_with(gpt2(generate + "-p x --temp -1"), {"temperature is -1"}));
  EXPECT_TRUE(fails_with(gpt2(generate + "-p x --top-p 0"), {"top-p is 0"}));
  EXPECT_TRUE(fails_with(gpt2(generate + "-p x --top-k -3"), {"top-k is -3"}));
  EXPECT_TRUE(fails_with(gpt2(generate + "-p x -n -1"), {"-n"}));
  EXPECT_TRUE(fails_with(gpt2(generate + "-p x -n abc"), {"got 'abc', wanted a whole number, 0 or more"}));
  EXPECT_TRUE(fails_with(gpt2(generate + "-p x -s -1"), {"got '-1'"}));
  EXPECT_TRUE(fails_with(gpt2("predict -k 0 -p x -m " + model_), {"got '0'", "1 or more"}));
  EXPECT_TRUE(fails_with(gpt2("logits -m " + model_ + " --ids '' --out x"), {"--ids is ''"}));
  EXPECT_TRUE(fails_with(gpt2("logits -m " + model_ + " --ids 1,,2 --out x"), {"--ids is '1,,2'"}));
  EXPECT_TRUE(
      fails_with(gpt2("predict -p '0123456789abcdefghij' -m " + model_), {"context of 16", "shorten"}));
  EXPECT_TRUE(fails_with(gpt2(generate + "-p x --warm"), {"--warm"}));
  EXPECT_TRUE(fails_with(gpt2(generate + "-f /nowhere/at/all"), {"/nowhere/at/all", "No such file"}));
  EXPECT_TRUE(
      fails_with(gpt2(generate + "-p '0123456789abcdefghij'"), {"20 tokens", "context of 16", "shorten"}));
  EXPECT_TRUE(fails_with(gpt2("generate -p x"), {"--model"}));
  EXPECT_TRUE(fails_with(gpt2("generate -m /nowhere -p x"), {"/nowhere"}));
  EXPECT_TRUE(fails_with(gpt2("logits -m " + model_ + " --ids 1,9999 --out x"), {"9999", "vocabulary"}));
  EXPECT_TRUE(fails_with(gpt2("logits -m " + model_ + " --ids 1 --out /nowhere/x"), {"/nowhere/x"}));
}

TEST_F(Programs, AFullOutputIsAnError) {
  const std::string command =
      program_path("gpt2") + " generate -m " + model_ + " -p the -n 3 > /dev/full 2> " + (folder_ / "e");
  EXPECT_NE(std::system(command.c_str()), 0);
  EXPECT_TRUE(says(contents(folder_ / "e"), {"cannot write", "No space left"}));
}

TEST_F(Programs, AForeignTokenizerIsRefusedBeforeAnythingIsShown) {
  Random random(2);
  save_model(folder_ / "model",
             Gpt({.vocabulary = 100, .context = 16, .channels = 8, .layers = 1, .heads = 2}, random));
  const Outcome run = gpt2("generate -m " + model_ + " -p the");
  EXPECT_TRUE(fails_with(run, {"do not belong together"}));
  EXPECT_EQ(run.out, "");
}

TEST_F(Programs, AnEmptyPromptWithoutAStartTokenIsRefused) {
  std::filesystem::remove(folder_ / "model/vocab.json");
  ByteTokenizer().save(folder_ / "model");
  EXPECT_TRUE(fails_with(gpt2("generate -m " + model_), {"the prompt is empty", "--prompt"}));
}

}  // namespace
}  // namespace p2g
