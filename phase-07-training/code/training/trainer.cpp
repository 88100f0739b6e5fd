#include "training/trainer.h"

#include <fmt/core.h>
#include <sys/statvfs.h>

#include <chrono>
#include <cmath>
#include <limits>

#include "gpt2/atomic_file.h"
#include "gpt2/generation.h"
#include "gpt2/model_folder.h"
#include "math/error.h"
#include "training/progress.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

// A file written and synced now, and room for two checkpoints: better said before than hours later.
void check_folder(const fs::path& run, int64_t checkpoint) {
  std::error_code error;
  fs::create_directories(run, error);
  if (error) fail("train", "cannot make the folder {}: {}", run.string(), error.message());
  write_file_atomically((run / ".probe").string(), "room\n");
  fs::remove(run / ".probe");
  struct statvfs disk {};
  if (statvfs(run.c_str(), &disk) != 0) return;  // a file system that cannot tell
  const auto free = static_cast<int64_t>(disk.f_bavail) * static_cast<int64_t>(disk.f_frsize);
  if (free < 2 * checkpoint)
    fail("train", "{} has {} MB free, but two checkpoints take {}: free some space, or choose another folder",
         run.string(), free >> 20, 2 * checkpoint >> 20);
}

std::unique_ptr<Gpt> first_model(const Settings& s, int64_t vocabulary) {
  if (!s.init_from.empty()) {
    auto model = std::make_unique<Gpt>(load_model(s.init_from, Residence::kCopied));
    model->config.dropout = s.dropout;
    return model;
  }
  GptConfig config;
  config.vocabulary = vocabulary, config.context = s.seq, config.channels = s.channels;
  config.layers = s.layers, config.heads = s.heads, config.dropout = s.dropout;
  Random random(s.seed);
  return std::make_unique<Gpt>(config, random);
}

}  // namespace

Trainer::Trainer(Settings settings, fs::path run, std::unique_ptr<Gpt> model, bool fresh)
    : settings_(std::move(settings)),
      run_(std::move(run)),
      tokenizer_(load_tokenizer(settings_.data)),
      model_(std::move(model)) {
  if (!model_) model_ = first_model(settings_, tokenizer_->vocabulary());
  const GptConfig& config = model_->config;
  if (tokenizer_->vocabulary() > config.vocabulary)
    fail("train",
         "{} has a vocabulary of {}, but the model one of {}: prepare the data with the model's tokenizer",
         settings_.data, tokenizer_->vocabulary(), config.vocabulary);
  if (settings_.seq > config.context)
    fail("train", "seq is {}, but the model's context {}: choose a smaller --seq", settings_.seq,
         config.context);
  const fs::path data(settings_.data);
  train_ = std::make_unique<TokenShard>(TokenShard::open(data / "train.bin", config.vocabulary));
  Random seeds(settings_.seed + 0x7031);  // streams apart from that of the first weights
  state_.data = seeds.split();
  state_.dropout = seeds.split();
  sampler_ = std::make_unique<BatchSampler>(*train_, settings_.batch, settings_.seq, state_.data);
  if (settings_.eval_every > 0)
    evaluation_ = evaluation_batches(TokenShard::open(data / "val.bin", config.vocabulary), settings_.batch,
                                     settings_.seq, settings_.eval_batches);
  if (fresh) check_folder(run_, checkpoint_bytes(*model_));
  learner_ = std::make_unique<Learner>(*model_, settings_.adamw, settings_.clip, state_.dropout);
}

Trainer Trainer::start(const Settings& settings, const fs::path& run) {
  check_settings(settings);
  if (fs::exists(run / "settings.json"))
    fail("train", "{} holds a run already: go on with `train resume {}`, or choose another --out",
         run.string(), run.string());
  Trainer trainer(settings, run, nullptr, /*fresh=*/true);
  fs::create_directories(run / "samples");
  fs::create_directories(run / "checkpoints");
  write_settings(run / "settings.json", settings);
  return trainer;
}

Trainer Trainer::resume(const fs::path& run, std::optional<int64_t> steps) {
  Settings settings = read_settings(run / "settings.json");
  if (steps) settings.schedule.steps = *steps;
  check_settings(settings);
  const std::optional<fs::path> checkpoint = latest_checkpoint(run);
  std::unique_ptr<Gpt> model;
  if (checkpoint) {
    model = std::make_unique<Gpt>(load_model(checkpoint->string(), Residence::kCopied));
    model->config.dropout = settings.dropout;
  }
  Trainer trainer(settings, run, std::move(model), /*fresh=*/false);
  if (steps) write_settings(run / "settings.json", settings);
  if (!checkpoint) return trainer;  // stopped before the first: from the start
  trainer.state_ = read_checkpoint(*checkpoint, trainer.learner_->optimizer());
  trainer.sampler_->restore(trainer.state_.data);
  trainer.learner_->restore_dropout(trainer.state_.dropout);
  if (trainer.state_.step > settings.schedule.steps)
    fail("train", "{} is at step {} already, beyond the last step {}", run.string(), trainer.state_.step,
         settings.schedule.steps);
  return trainer;
}

bool Trainer::due(int64_t every) const {
  return every > 0 && (state_.step % every == 0 || state_.step == settings_.schedule.steps);
}

void Trainer::run() {
  const bool from_start = state_.step == 0;
  MetricsFile metrics(run_ / "metrics.csv", from_start ? std::nullopt : std::optional(state_.step));
  Progress progress(state_.step, settings_.schedule.steps);
  if (from_start) {
    if (due(settings_.eval_every)) {
      evaluate_now();
      metrics.write({0, 0, std::nullopt, val_loss_, 0, 0, 0});
    }
    if (due(settings_.sample_every)) write_sample();
  }
  while (state_.step < settings_.schedule.steps) step(metrics, progress);
  save();
}

std::vector<Batch> Trainer::next_batches() {
  std::vector<Batch> batches;
  for (int64_t i = 0; i < settings_.accumulate; ++i) batches.push_back(sampler_->next());
  if (settings_.overfit_one_batch) sampler_->restore(state_.data);  // the same ones again
  return batches;
}

void Trainer::step(MetricsFile& metrics, Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  const std::vector<Batch> batches = next_batches();
  const double rate = learning_rate_at(settings_.schedule, state_.step);
  StepReport report{};
  try {
    report = learner_->step(batches, rate);
  } catch (const Error& error) {
    save();
    fail("train", "stopped at step {}: {}. The state before it is saved: `train resume {}`", state_.step + 1,
         error.what(), run_.string());
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const int64_t tokens = settings_.batch * settings_.seq * settings_.accumulate;
  state_.step += 1;
  state_.tokens += tokens;
  state_.data = sampler_->random();
  state_.dropout = learner_->dropout_random();
  const bool evaluated = due(settings_.eval_every);
  if (evaluated) evaluate_now();
  const double speed = static_cast<double>(tokens) / seconds;
  metrics.write({state_.step, state_.tokens, report.loss, evaluated ? val_loss_ : std::nullopt, rate,
                 report.gradient_norm, speed});
  progress.show(state_.step, report.loss, val_loss_.value_or(std::nan("")), speed);
  if (due(settings_.sample_every)) write_sample();
  if (due(settings_.checkpoint_every)) save();
}

void Trainer::evaluate_now() { val_loss_ = evaluate(*model_, evaluation_); }

void Trainer::save() { write_checkpoint(run_, state_, *learner_, *tokenizer_, settings_.keep); }

// From a line break, or the end of a text, or whatever comes first in the vocabulary.
void Trainer::write_sample() {
  std::vector<int32_t> prompt;
  try {
    prompt = tokenizer_->encode("\n");
  } catch (const Error&) {
    prompt = {tokenizer_->end_of_text().value_or(0)};
  }
  Decoder decoder(*model_);
  Random random(settings_.seed + static_cast<uint64_t>(state_.step));
  std::string text;
  GenerationSettings settings;
  settings.count = settings_.sample_tokens;
  settings.stop_id = tokenizer_->end_of_text().value_or(-1);
  settings.sampler.temperature = 0.8;
  if (static_cast<int64_t>(prompt.size()) < decoder.capacity())
    generate(decoder, prompt, settings, random, [&](int32_t id) {
      if (id < tokenizer_->vocabulary()) text += tokenizer_->piece(id);
    });
  write_file_atomically((run_ / "samples" / fmt::format("step-{:06}.txt", state_.step)).string(),
                        text + "\n");
}

}  // namespace p2g
