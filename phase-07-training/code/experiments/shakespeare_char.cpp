// E05.4: nanoGPT's run for a CPU, on the characters of tiny Shakespeare (nanoGPT 2022)
//
// A GPT of 4 layers, 4 heads and 128 channels, 2,000 steps of 12 sequences of 64.
#include <fmt/core.h>

#include <memory>
#include <string>

#include "experiment/experiment.h"
#include "math/error.h"
#include "training/prepare.h"
#include "training/trainer.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;
constexpr double kLargest = 1.90;

// The first 90 % of the characters are for training, as in nanoGPT.
std::string prepared_data(const fs::path& run) {
  PrepareOptions options;
  options.input = {need_data("tinyshakespeare/input.txt", "tinyshakespeare")};
  options.out = run.string() + "-data";
  prepare(options);
  return options.out.string();
}

// nanoGPT's train_shakespeare_char.py with the flags that its README gives for a CPU: its validation loss is
// over 20 batches, here spread evenly instead of at random.
Settings nanogpt_settings(const std::string& data) {
  Settings s;
  s.data = data;
  s.layers = 4, s.heads = 4, s.channels = 128, s.batch = 12, s.seq = 64;
  s.schedule = {"cosine", 1e-3, 1e-4, 100, 2000};
  s.adamw.beta1 = 0.9, s.adamw.beta2 = 0.99, s.adamw.weight_decay = 0.1;
  s.clip = 1, s.dropout = 0, s.seed = 1337;
  s.eval_every = 250, s.eval_batches = 20;
  s.sample_every = 2000, s.sample_tokens = 500;
  return s;
}

// An earlier run of this experiment gives way; any other does not.
void clear_own_run(const fs::path& run, const Settings& wanted) {
  if (!fs::exists(run)) return;
  const fs::path mark = run / "settings.json";
  if (!fs::exists(mark) || fs::path(read_settings(mark).data) != fs::absolute(wanted.data).lexically_normal())
    fail("run", "{} is not a run of this experiment: move it away", run.string());
  fs::remove_all(run);
}

double whole_validation_loss(const Trainer& trainer) {
  const Settings& s = trainer.settings();
  const TokenShard shard = TokenShard::open(fs::path(s.data) / "val.bin", trainer.model().config.vocabulary);
  const int64_t all = shard.size() / (s.batch * s.seq) + 1;
  return evaluate(trainer.model(), evaluation_batches(shard, s.batch, s.seq, all));
}

void shakespeare_char(Report& report) {
  const fs::path folder = "runs/shakespeare-char";
  need_data("tinyshakespeare/input.txt", "tinyshakespeare");
  fs::create_directories(folder.parent_path());
  const Settings settings = nanogpt_settings(prepared_data(folder));
  clear_own_run(folder, settings);
  Trainer trainer = Trainer::start(settings, folder);
  trainer.run();
  const double value = trainer.val_loss().value(), whole = whole_validation_loss(trainer);
  report.claim({"val", "validation loss over 20 batches, nats a character", "nanoGPT", "1.88",
                fmt::format("{:.3f}", value), fmt::format("<= {:.2f}", kLargest), value <= kLargest,
                "1 of 1"});
  report.claim({"whole", "the same over the whole held-out tenth", "", "", fmt::format("{:.3f}", whole)});
  report.fact("tokens", fmt::format("{}", trainer.state().tokens));
  report.fact("value", fmt::format("{:.4f}", value));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"training_shakespeare_char", "E05.4",
       "nanoGPT's CPU configuration on tiny Shakespeare; its run stays in runs/shakespeare-char", "35 s"},
      p2g::shakespeare_char);
}
