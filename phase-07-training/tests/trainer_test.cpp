// A whole run: stopped anywhere and resumed, it is the run that never stopped, bit for bit.
#include "training/trainer.h"

#include <cmath>

#include "gpt2/model_folder.h"
#include "small_run.h"
#include "throws.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

// Stops after the step `at`, as a signal does.
void run_to(Trainer& trainer, int64_t at) {
  const bool whole = trainer.run([&] { return trainer.state().step >= at; });
  EXPECT_EQ(whole, at >= trainer.settings().schedule.steps);
}

void expect_exact(const ScratchFolder& folder, const Settings& settings,
                  std::initializer_list<int64_t> stops) {
  EXPECT_TRUE(Trainer::start(settings, folder / "whole").run());
  const std::string parts = folder / "parts";
  run_to(*std::make_unique<Trainer>(Trainer::start(settings, parts)), *stops.begin());
  for (const int64_t stop : stops) {
    Trainer trainer = Trainer::resume(parts);
    if (trainer.state().step < stop) run_to(trainer, stop);
    EXPECT_EQ(trainer.state().step, stop);
  }
  Trainer trainer = Trainer::resume(parts);
  EXPECT_TRUE(trainer.run());
  expect_same_run(parts, folder / "whole", 12);
  EXPECT_EQ(contents(parts + "/settings.json"), contents(folder / "whole/settings.json"));
}

TEST(Trainer, ResumeIsExact) {
  const ScratchFolder folder;
  expect_exact(folder, small_settings(small_data(folder)), {6});
}

TEST(Trainer, ResumeIsExactWithDropout) {
  const ScratchFolder folder;
  Settings settings = small_settings(small_data(folder));
  settings.dropout = 0.2, settings.checkpoint_every = 4, settings.sample_every = 6,
  settings.sample_tokens = 20;
  expect_exact(folder, settings, {1, 5});  // in the warm-up; where it evaluates
  for (const char* sample :
       {"/samples/step-000000.txt", "/samples/step-000006.txt", "/samples/step-000012.txt"})
    EXPECT_EQ(contents(folder / "parts" + sample), contents(folder / "whole" + sample));
}

TEST(Trainer, ResumeIsExactWithMicroBatchesAndDropout) {
  const ScratchFolder folder;
  Settings settings = small_settings(small_data(folder));
  settings.dropout = 0.1, settings.accumulate = 3, settings.adamw.decay_all = true;
  expect_exact(folder, settings, {11});
}

// Steps made after the last checkpoint are lost with a crash, and made again.
TEST(Trainer, ResumesFromTheLatestCheckpointAndDropsWhatCameAfter) {
  const ScratchFolder folder;
  Settings settings = small_settings(small_data(folder));
  settings.checkpoint_every = 5, settings.keep = 9;
  EXPECT_TRUE(Trainer::start(settings, folder / "whole").run());
  fs::copy(folder / "whole", folder / "crashed", fs::copy_options::recursive);
  fs::remove_all(folder / "crashed/checkpoints/step-000012");
  fs::create_directories(folder / "crashed/checkpoints/.step-000012.part");
  for (const int64_t from : {10, 0}) {
    Trainer trainer = Trainer::resume(folder / "crashed");
    EXPECT_EQ(trainer.state().step, from);
    EXPECT_TRUE(trainer.run());
    expect_same_run(folder / "crashed", folder / "whole", 12);
    fs::remove_all(folder / "crashed/checkpoints");  // then as if it stopped before the first
  }
}

TEST(Trainer, AFinishedRunIsResumedWithMoreSteps) {
  const ScratchFolder folder;
  Settings settings = small_settings(small_data(folder));
  settings.schedule.kind = "constant";
  EXPECT_TRUE(Trainer::start(settings, folder / "short").run());
  {
    Trainer none = Trainer::resume(folder / "short");
    EXPECT_TRUE(none.run());  // nothing to do
    EXPECT_EQ(none.state().step, 12);
  }
  EXPECT_TRUE(says(error_of([&] { Trainer::resume(folder / "short", 11); }), {"step 12", "last step 11"}));
  EXPECT_TRUE(Trainer::resume(folder / "short", 20).run());
  settings.schedule.steps = 20;
  EXPECT_TRUE(Trainer::start(settings, folder / "long").run());
  const auto weights = [&](const char* run) {
    return contents(checkpoint_of(folder / run, 20) + "/model.safetensors");
  };
  EXPECT_TRUE(weights("short") == weights("long"));
}

TEST(Trainer, TheLossFallsAndEverythingIsWritten) {
  const ScratchFolder folder;
  Settings settings = small_settings(small_data(folder));
  settings.schedule.steps = 150, settings.eval_every = 50, settings.sample_every = 100;
  settings.checkpoint_every = 40;
  Trainer trainer = Trainer::start(settings, folder / "run");
  EXPECT_TRUE(trainer.run());
  EXPECT_LT(trainer.val_loss().value(), 1.0);  // the untrained loss is ln 19
  EXPECT_EQ(trainer.state().tokens, 150 * 4 * 16);
  for (const char* path :
       {"settings.json", "metrics.csv", "samples/step-000000.txt", "samples/step-000100.txt",
        "samples/step-000150.txt", "checkpoints/step-000120", "checkpoints/step-000150"})
    EXPECT_TRUE(fs::exists(folder / ("run/" + std::string(path)))) << path;
  EXPECT_FALSE(fs::exists(folder / "run/checkpoints/step-000080"));
  const std::string metrics = contents(folder / "run/metrics.csv");
  EXPECT_EQ(std::count(metrics.begin(), metrics.end(), '\n'), 1 + 1 + 150);  // header, step 0, steps
}

TEST(Trainer, OneBatchIsLearntByHeart) {
  const ScratchFolder folder;
  Settings settings = small_settings(small_data(folder));
  settings.overfit_one_batch = true, settings.schedule.steps = 200, settings.eval_every = 0;
  settings.accumulate = 2, settings.batch = 2;
  EXPECT_TRUE(Trainer::start(settings, folder / "run").run());
  std::istringstream metrics(contents(folder / "run/metrics.csv"));
  std::string line, last;
  while (std::getline(metrics, line)) last = line;
  EXPECT_TRUE(last.starts_with("200,")) << last;
  EXPECT_LT(std::stod(last.substr(last.find(',', 4) + 1)), 0.25) << last;
}

TEST(Trainer, GoesOnFromAModelFolder) {
  const ScratchFolder folder;
  const std::string data = small_data(folder);
  Settings settings = small_settings(data);
  settings.schedule.steps = 100;
  Trainer first = Trainer::start(settings, folder / "first");
  EXPECT_TRUE(first.run());
  settings.init_from = checkpoint_of(folder / "first", 100);
  settings.schedule.steps = 3, settings.seed = 9;
  settings.layers = 7;  // the model's own sizes count
  Trainer second = Trainer::start(settings, folder / "second");
  EXPECT_EQ(second.settings().layers, 2);
  EXPECT_TRUE(second.run());
  std::istringstream metrics(contents(folder / "second/metrics.csv"));
  std::string line;
  for (int i = 0; i < 2; ++i) std::getline(metrics, line);
  EXPECT_NEAR(std::stod(line.substr(5)), first.val_loss().value(), 1e-5) << line;

  settings.seq = 17;
  EXPECT_TRUE(says(error_of([&] { Trainer::start(settings, folder / "x"); }), {"seq is 17", "context 16"}));
  settings.seq = 16;
  PrepareOptions other;
  other.input = {folder.put("other", "abcdefg abcdefg abcdefg abcdefg abcdefg abcdefg abcdefg abcdefg")};
  other.out = folder / "other-data", other.val_fraction = 0.4;
  prepare(other);
  settings.data = other.out.string();
  EXPECT_TRUE(says(error_of([&] { Trainer::start(settings, folder / "x"); }), {"other-data", "tokenizer"}));
  EXPECT_FALSE(fs::exists(folder / "x"));
}

TEST(Trainer, RefusesBeforeAnythingIsComputed) {
  const ScratchFolder folder;
  const Settings settings = small_settings(small_data(folder));
  const auto error = [&](const Settings& s, const std::string& run) {
    return error_of([&] { Trainer::start(s, run); });
  };
  Trainer holder = Trainer::start(settings, folder / "run");
  EXPECT_TRUE(says(error(settings, folder / "run"), {"holds a run already", "train resume"}));
  EXPECT_TRUE(says(error_of([&] { Trainer::resume(folder / "run"); }), {"another program"}));
  fs::create_directories(folder / "full");
  folder.put("full/notes.txt", "mine");
  EXPECT_TRUE(says(error(settings, folder / "full"), {"not empty", "notes.txt"}));
  folder.put("file", "");
  EXPECT_TRUE(says(error(settings, folder / "file/run"), {"cannot make the folder"}));

  Settings wrong = settings;
  wrong.data = folder / "absent";
  EXPECT_TRUE(says(error(wrong, folder / "x"), {"absent"}));
  wrong = settings, wrong.seq = 200;
  EXPECT_TRUE(says(error(wrong, folder / "x"), {"tokens are too few", "200"}));
  wrong = settings, wrong.heads = 3;
  EXPECT_TRUE(says(error(wrong, folder / "x"), {"3", "16"}));
  EXPECT_FALSE(fs::exists(folder / "x"));
  EXPECT_TRUE(
      says(error_of([&] { Trainer::resume(folder / "absent"); }), {"no run folder", "settings.json"}));
}

TEST(Trainer, OtherDataIsNotGoneOnWith) {
  const ScratchFolder folder;
  EXPECT_TRUE(Trainer::start(small_settings(small_data(folder)), folder / "run").run());
  fs::rename(folder / "data", folder / "moved");
  EXPECT_TRUE(Trainer::resume(folder / "run", 13, folder / "moved").run());
  std::string train = contents(folder / "moved/train.bin");
  train.resize(train.size() - 2);
  train[8] = static_cast<char>(train[8] - 1);
  folder.put("moved/train.bin", train);
  EXPECT_TRUE(says(error_of([&] { Trainer::resume(folder / "run", 14); }), {"tokens", "began with"}));
}

TEST(Trainer, ALossThatIsNotFiniteStopsWithItsStateSaved) {
  const ScratchFolder folder;
  Settings settings = small_settings(small_data(folder));
  settings.schedule = {"constant", 1e25, 0, 0, 12};
  settings.clip = 0, settings.eval_every = 0, settings.checkpoint_every = 1, settings.keep = 1;
  Trainer trainer = Trainer::start(settings, folder / "run");
  const std::string error = error_of([&] { trainer.run(); });
  EXPECT_TRUE(says(error, {"stopped at step 2", "norm", "saved"})) << error;
  EXPECT_TRUE(fs::exists(checkpoint_of(folder / "run", 1)));
  EXPECT_EQ(trainer.state().step, 1);
}

}  // namespace
}  // namespace p2g
