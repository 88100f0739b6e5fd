// train run and train resume.
#include <fmt/core.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "math/error.h"
#include "math/threads.h"
#include "program/program.h"
#include "tokenizer/files.h"
#include "training/trainer.h"

namespace p2g {
namespace {

struct RunOptions {
  Settings given;  // what the flags say
  std::string config, out;
  int64_t stop_at = 0;
  int threads = 0;
};

// Ctrl-C and `kill` stop a run after the step it is at, saved. A second one ends it at once.
volatile std::sig_atomic_t stop_signal = 0;

void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int signal) { stop_signal = signal; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int finish(Trainer& trainer, const std::string& folder, int64_t stop_at) {
  stop_on_signals();
  const bool whole =
      trainer.run([&] { return stop_signal != 0 || (stop_at > 0 && trainer.state().step >= stop_at); });
  const std::string val =
      trainer.val_loss() ? fmt::format(", validation loss {:.4f}", *trainer.val_loss()) : "";
  const RunState& state = trainer.state();
  fmt::print("{}: {} steps, {} tokens{}\n", folder, state.step, state.tokens, val);
  if (whole) return 0;
  fmt::print("stopped before step {}: `train resume {}` goes on\n", trainer.settings().schedule.steps,
             folder);
  return stop_signal == 0 ? 0 : 128 + stop_signal;
}

// A flag of the command line, by the name that its setting has.
struct Flag {
  CLI::Option* option;
  std::string setting;
};

// The defaults, then the file, then what the command line names.
Settings merged(const RunOptions& options, const std::vector<Flag>& flags) {
  Settings settings = options.config.empty() ? Settings() : read_settings(options.config);
  const nlohmann::ordered_json given = to_json(options.given);
  nlohmann::ordered_json named = nlohmann::ordered_json::object();
  for (const Flag& flag : flags)
    if (flag.option->count() > 0) named[flag.setting] = given[flag.setting];
  const std::string init_from = named.value("init_from", settings.init_from);
  for (const char* size : {"layers", "heads", "channels"})
    if (!init_from.empty() && named.contains(size))
      fail("train", "--{} cannot change the model in {}: leave it out", size, init_from);
  apply_json(settings, named, "the command line");
  if (settings.data.empty()) fail("train", "no data: name a folder of `train prepare` with --data");
  return settings;
}

std::vector<Flag> add_settings(CLI::App& sub, Settings& s) {
  std::vector<Flag> flags;
  const auto add = [&](const std::string& name, auto& field, const std::string& help) {
    std::string setting = name;
    std::replace(setting.begin(), setting.end(), '-', '_');
    flags.push_back({sub.add_option("--" + name, field, help)->capture_default_str(), setting});
  };
  const auto flag = [&](const std::string& name, bool& field, const std::string& help) {
    std::string setting = name;
    std::replace(setting.begin(), setting.end(), '-', '_');
    flags.push_back({sub.add_flag("--" + name, field, help), setting});
  };
  add("data", s.data, "A folder that `train prepare` made");
  add("init-from", s.init_from, "A model folder to start from, instead of random weights");
  add("layers", s.layers, "Blocks");
  add("heads", s.heads, "Attention heads a block");
  add("channels", s.channels, "Width of the residual stream");
  add("batch", s.batch, "Sequences a micro-batch");
  add("seq", s.seq, "Tokens a sequence; the context of a new model");
  add("accumulate", s.accumulate, "Micro-batches a step");
  add("steps", s.schedule.steps, "Updates");
  add("lr", s.schedule.learning_rate, "The highest learning rate");
  add("min-lr", s.schedule.min_learning_rate, "The last learning rate of the cosine");
  add("warmup", s.schedule.warmup, "Steps of linear warm-up");
  add("schedule", s.schedule.kind, "constant or cosine, after the warm-up");
  add("beta1", s.adamw.beta1, "AdamW: mean of gradients");
  add("beta2", s.adamw.beta2, "AdamW: mean of squares");
  add("eps", s.adamw.epsilon, "AdamW: added to the root");
  add("weight-decay", s.adamw.weight_decay, "AdamW: decay of matrices");
  flag("decay-all", s.adamw.decay_all, "Decay biases and norms too");
  add("clip", s.clip, "Largest norm of the gradient; 0: no limit");
  add("dropout", s.dropout, "Probability, in training");
  add("seed", s.seed, "Of first weights, data order, dropout and samples");
  add("eval-every", s.eval_every, "Steps between evaluations; 0: none");
  add("eval-batches", s.eval_batches, "Batches an evaluation");
  add("sample-every", s.sample_every, "Steps between samples; 0: none");
  add("sample-tokens", s.sample_tokens, "Length of a sample");
  add("checkpoint-every", s.checkpoint_every, "Steps between checkpoints; 0: only the last");
  add("keep", s.keep, "Checkpoints that stay");
  flag("overfit-one-batch", s.overfit_one_batch, "The first batch again and again: the loss must go to 0");
  return flags;
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("run", "Trains a model, from scratch or from another");
  auto options = std::make_shared<RunOptions>();
  sub->add_option("--out", options->out, "The run folder to make")->required();
  sub->add_option("--config", options->config, "A settings.json to start from; flags change it");
  sub->add_option("-t,--threads", options->threads, "Threads; 0: all cores")->check(at_least(0));
  sub->add_option("--stop-at", options->stop_at, "Stop after this step, saved; the schedule is for --steps")
      ->check(at_least(1));
  const std::vector<Flag> flags = add_settings(*sub, options->given);
  sub->callback([options, flags, &action] {
    action = [options, flags] {
      if (options->threads > 0) set_thread_count(options->threads);
      Trainer trainer = Trainer::start(merged(*options, flags), options->out);
      return finish(trainer, options->out, options->stop_at);
    };
  });
}

void add_resume(CLI::App& app, Action& action) {
  struct ResumeOptions {
    std::string run, data;
    int64_t steps = 0, stop_at = 0;
    int threads = 0;
  };
  auto* sub = app.add_subcommand("resume",
                                 "Goes on with a run from its latest checkpoint, as if it had never stopped");
  auto options = std::make_shared<ResumeOptions>();
  sub->add_option("run", options->run, "The run folder")->required();
  sub->add_option("--steps", options->steps, "Another last step; a cosine goes on as one of that length")
      ->check(at_least(1));
  sub->add_option("--stop-at", options->stop_at, "Stop after this step, saved")->check(at_least(1));
  sub->add_option("--data", options->data, "Where the same data is now, if it was moved");
  sub->add_option("-t,--threads", options->threads, "Threads; 0: all cores")->check(at_least(0));
  sub->callback([options, &action] {
    action = [options] {
      if (options->threads > 0) set_thread_count(options->threads);
      Trainer trainer = Trainer::resume(
          options->run, options->steps > 0 ? std::optional(options->steps) : std::nullopt, options->data);
      fmt::print("{}: goes on after step {}\n", options->run, trainer.state().step);
      return finish(trainer, options->run, options->stop_at);
    };
  });
}

}  // namespace p2g
