// The program `train` where things go wrong: killed, stopped, out of space, out of numbers.
#include "small_run.h"
#include "spawn.h"
#include "training/checkpoint.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A small run as flags.
Words small_flags(const std::string& data, const std::string& out, const Words& more = {}) {
  Words flags{"run", "--data", data, "--out",      out, "--layers", "1", "--heads",      "2", "--batch",
              "2",   "--seq",  "8",  "--channels", "8", "--min-lr", "0", "--eval-every", "20"};
  flags.insert(flags.end(), more.begin(), more.end());
  return flags;
}

bool pause_or_exit(pid_t child, int milliseconds, int& code) {  // true if it came to its end by itself
  for (int i = 0; i < milliseconds; ++i) {
    int status = 0;
    if (waitpid(child, &status, WNOHANG) == child) {
      code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  kill(child, SIGKILL);
  code = wait_for(child);
  return false;
}

// Starts or resumes a run again and again and kills it after 1 to `longest` milliseconds, until it ends by
// itself with code 0; how often it was killed. Whatever is found after a kill is whole.
int kill_until_it_ends(const ScratchFolder& folder, const std::string& run, const Words& fresh,
                       uint64_t longest, Random& random) {
  int kills = 0, code = -1;
  for (bool ended = false; !ended;) {
    const bool begun = fs::exists(run + "/settings.json");
    const int delay = kills < 15 ? 1 + static_cast<int>(random.below(longest)) : 60000;
    ended = pause_or_exit(spawn_train(folder, {begun ? Words{"resume", run} : fresh}), delay, code);
    if (!ended) ++kills;
    if (const auto latest = latest_checkpoint(run)) {
      for (const char* file : {"model.safetensors", "optimizer.safetensors", "state.json", "config.json"})
        EXPECT_TRUE(fs::exists(*latest / file)) << *latest << " " << file;
    }
  }
  EXPECT_EQ(code, 0) << contents(folder / "err");
  return kills;
}

TEST(ProgramCrash, KilledAnywhereItEndsAsIfNothingHadHappened) {
  const ScratchFolder folder;
  const std::string data = small_data(folder), run = folder / "killed", whole = folder / "whole";
  const Words more{"--steps",        "240", "--checkpoint-every", "7", "--dropout", "0.1",
                   "--sample-every", "50",  "--sample-tokens",    "9"};
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(run_train(folder, {small_flags(data, whole, more)}).code, 0) << contents(folder / "err");
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;

  // Sooner and sooner, until it was killed several times before its end: machines are fast, slow, or busy.
  Random random(11);
  int kills = 0;
  for (auto longest = static_cast<uint64_t>(took.count() / 8) + 1; kills <= 2; longest = (longest + 1) / 2) {
    fs::remove_all(run);
    kills = kill_until_it_ends(folder, run, small_flags(data, run, more), longest, random);
  }
  expect_same_run(run, whole, 240);
  EXPECT_EQ(contents(run + "/samples/step-000240.txt"), contents(whole + "/samples/step-000240.txt"));
  EXPECT_EQ(contents(run + "/settings.json"), contents(whole + "/settings.json"));
}

TEST(ProgramCrash, AnInterruptedRunIsSaved) {
  const ScratchFolder folder;
  const std::string run = folder / "run";
  const pid_t child = spawn_train(folder, {small_flags(small_data(folder), run, {"--steps", "100000000"})});
  for (int i = 0; i < 5000 && contents(run + "/metrics.csv").size() < 1000; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  kill(child, SIGINT);
  EXPECT_EQ(wait_for(child), 128 + SIGINT);
  EXPECT_TRUE(says(contents(folder / "out"), {"stopped before step 100000000", "train resume"}));
  const std::string metrics = contents(run + "/metrics.csv");
  const std::string last = metrics.substr(metrics.rfind('\n', metrics.size() - 2) + 1);
  EXPECT_EQ(latest_checkpoint(run), checkpoint_of(run, std::stoi(last)));
}

TEST(ProgramCrash, AFullDiskLeavesWhatWasWhole) {
  const ScratchFolder folder;
  const std::string data = small_data(folder), run = folder / "run", whole = folder / "whole";
  const Words more{"--steps", "24", "--checkpoint-every", "6"};
  ASSERT_EQ(run_train(folder, {small_flags(data, whole, more)}).code, 0);

  // No checkpoint fits.
  Outcome full = run_train(folder, {small_flags(data, run, more), 4000});
  EXPECT_TRUE(fails_with(full, {"checkpoint of step 6", "File too large", "train resume"}, "train"));
  EXPECT_EQ(latest_checkpoint(run), std::nullopt);
  EXPECT_TRUE(fs::is_empty(run + "/checkpoints"));
  // One is there, and the next does not fit.
  ASSERT_EQ(run_train(folder, {{"resume", run, "--stop-at", "6"}}).code, 0) << contents(folder / "err");
  full = run_train(folder, {{"resume", run}, 4000});
  EXPECT_TRUE(fails_with(full, {"checkpoint of step 12", "File too large"}, "train"));
  EXPECT_EQ(latest_checkpoint(run), checkpoint_of(run, 6));
  // Not even a line of metrics.
  full = run_train(folder, {{"resume", run}, 700});
  EXPECT_TRUE(fails_with(full, {"File too large"}, "train"));
  EXPECT_EQ(latest_checkpoint(run), checkpoint_of(run, 6));
  // Room again.
  ASSERT_EQ(run_train(folder, {{"resume", run}}).code, 0) << contents(folder / "err");
  expect_same_run(run, whole, 24);
}

TEST(ProgramCrash, AFolderThatCannotBeIsSaidAtOnce) {
  const ScratchFolder folder;
  const std::string data = small_data(folder);
  folder.put("file", "");
  EXPECT_TRUE(fails_with(run_train(folder, {small_flags(data, folder / "file/run")}),
                         {"cannot make the folder", "file/run"}, "train"));
  EXPECT_TRUE(fails_with(run_train(folder, {small_flags(data, folder / "file")}), {"file"}, "train"));
  // Not even the settings: nothing is left that would stand in the way of the next try.
  EXPECT_TRUE(
      fails_with(run_train(folder, {small_flags(data, folder / "run"), 400}), {"File too large"}, "train"));
  EXPECT_EQ(run_train(folder, {small_flags(data, folder / "run", {"--steps", "1"})}).code, 0)
      << contents(folder / "err");
}

TEST(ProgramCrash, NumbersThatAreNotFinite) {
  const ScratchFolder folder;
  const std::string run = folder / "run";
  const Outcome stopped = run_train(
      folder, {small_flags(small_data(folder), run,
                           {"--lr", "1e25", "--clip", "0", "--steps", "20", "--schedule", "constant"})});
  EXPECT_TRUE(
      fails_with(stopped, {"stopped at step 2", "is not finite", "'", "saved in", "checkpoints"}, "train"));
  EXPECT_TRUE(fs::exists(checkpoint_of(run, 1) + "/optimizer.safetensors"));
}

}  // namespace
}  // namespace p2g
