#include "training/trainer.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "gpt2/model_folder.h"
#include "math/error.h"
#include "training/first_model.h"
#include "training/sample_text.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

// Those that stay, and the one being written.
int64_t checkpoints_at_once(const Settings& s) {
  const int64_t written = s.checkpoint_every > 0 ? s.schedule.steps / s.checkpoint_every + 1 : 1;
  return std::min(written, s.keep + 1);
}

// So that a run can be resumed from any folder.
std::string absolute(const std::string& path) {
  return path.empty() ? path : fs::absolute(path).lexically_normal().string();
}

}  // namespace

Trainer::Trainer(Settings settings, fs::path run, std::unique_ptr<Gpt> model)
    : settings_(std::move(settings)),
      run_(std::move(run)),
      tokenizer_(load_tokenizer(settings_.data)),
      model_(model ? std::move(model) : first_model(settings_, *tokenizer_)) {
  const GptConfig& config = model_->config;
  settings_.layers = config.layers, settings_.heads = config.heads, settings_.channels = config.channels;
  if (settings_.seq > config.context)
    fail("train", "seq is {}, but the model's context {}: choose a smaller --seq", settings_.seq,
         config.context);
  open_data();
  learner_ = std::make_unique<Learner>(*model_, settings_.adamw, settings_.clip, state_.dropout);
}

void Trainer::open_data() {
  const fs::path data(settings_.data);
  const int64_t vocabulary = model_->config.vocabulary;
  train_ = std::make_unique<TokenShard>(TokenShard::open(data / "train.bin", vocabulary));
  Random seeds(settings_.seed + 0x7031);  // streams apart from that of the first weights
  state_.data = seeds.split();
  state_.dropout = seeds.split();
  state_.data_tokens = train_->size();
  sampler_ = std::make_unique<BatchSampler>(*train_, settings_.batch, settings_.seq, state_.data);
  if (settings_.eval_every > 0)
    evaluation_ = evaluation_batches(TokenShard::open(data / "val.bin", vocabulary), settings_.batch,
                                     settings_.seq, settings_.eval_batches);
}

Trainer Trainer::start(Settings settings, const fs::path& run) {
  check_settings(settings);
  settings.data = absolute(settings.data), settings.init_from = absolute(settings.init_from);
  Trainer trainer(settings, run, nullptr);
  make_run_folder(run);
  trainer.lock_ = std::make_unique<RunLock>(run);
  check_room(run, checkpoints_at_once(settings) * checkpoint_bytes(*trainer.model_));
  write_settings(run / "settings.json", trainer.settings_);
  return trainer;
}

Trainer Trainer::resume(const fs::path& run, std::optional<int64_t> steps, const std::string& data) {
  if (!fs::exists(run / "settings.json"))
    fail("train", "{} is no run folder: it has no settings.json", run.string());
  auto lock = std::make_unique<RunLock>(run);
  Settings settings = read_settings(run / "settings.json");
  if (steps) settings.schedule.steps = *steps;
  if (!data.empty()) settings.data = absolute(data);
  check_settings(settings);
  const std::optional<fs::path> checkpoint = latest_checkpoint(run);
  std::unique_ptr<Gpt> model;
  if (checkpoint) {
    model = std::make_unique<Gpt>(load_model(checkpoint->string(), Residence::kCopied));
    model->config.dropout = settings.dropout;
  }
  Trainer trainer(settings, run, std::move(model));
  trainer.lock_ = std::move(lock);
  if (checkpoint) {
    trainer.state_ = read_checkpoint(*checkpoint, trainer.learner_->optimizer());
    trainer.sampler_->restore(trainer.state_.data);
    trainer.learner_->restore_dropout(trainer.state_.dropout);
  }  // else it was stopped before the first: from the start
  const RunState& state = trainer.state_;
  if (state.step > settings.schedule.steps)
    fail("train", "{} is at step {} already, beyond the last step {}", run.string(), state.step,
         settings.schedule.steps);
  if (state.data_tokens != trainer.train_->size())
    fail("train", "{} has {} tokens, but this run began with {}: it would not go on where it was",
         settings.data, trainer.train_->size(), state.data_tokens);
  check_room(run, checkpoint_bytes(*trainer.model_));
  write_settings(run / "settings.json", trainer.settings_);
  return trainer;
}

bool Trainer::due(int64_t every) const {
  return every > 0 && (state_.step % every == 0 || state_.step == settings_.schedule.steps);
}

bool Trainer::run(const std::function<bool()>& stop) {
  const bool from_start = state_.step == 0;
  MetricsFile metrics(run_ / "metrics.csv", from_start ? std::nullopt : std::optional(state_.step));
  Progress progress(state_.step, settings_.schedule.steps);
  if (metrics.dropped() > 0)
    progress.message(fmt::format("{} lines of metrics.csv come after the checkpoint of step {}: dropped",
                                 metrics.dropped(), state_.step));
  if (from_start) begin(metrics);
  while (state_.step < settings_.schedule.steps && !(stop && stop())) step(metrics, progress);
  save(metrics);
  return state_.step == settings_.schedule.steps;
}

// What the untrained model can do, as step 0.
void Trainer::begin(MetricsFile& metrics) {
  if (settings_.eval_every == 0 && settings_.sample_every == 0) return;
  try {
    record(metrics, Metrics());
  } catch (const Error& error) {
    stop_for(error, 0);
  }
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
  Metrics line;
  line.learning_rate = learning_rate_at(settings_.schedule, state_.step);
  try {
    const StepReport report = learner_->step(batches, line.learning_rate);
    line.train_loss = report.loss, line.gradient_norm = report.gradient_norm;
  } catch (const Error& error) {
    stop_for(error, state_.step + 1);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const int64_t tokens = settings_.batch * settings_.seq * settings_.accumulate;
  state_.step += 1;
  state_.tokens += tokens;
  state_.data = sampler_->random();
  state_.dropout = learner_->dropout_random();
  line.step = state_.step, line.tokens = state_.tokens;
  line.tokens_per_second = static_cast<double>(tokens) / seconds;
  try {
    record(metrics, line);
  } catch (const Error& error) {
    stop_for(error, state_.step);
  }
  progress.show(line.step, *line.train_loss, val_loss_.value_or(std::nan("")), line.tokens_per_second);
  if (due(settings_.checkpoint_every)) save(metrics);
}

// The line of metrics, the evaluation that belongs to it, and a sample.
void Trainer::record(MetricsFile& metrics, Metrics line) {
  if (due(settings_.eval_every)) line.val_loss = val_loss_ = evaluate(*model_, evaluation_);
  metrics.write(line);
  if (!due(settings_.sample_every)) return;
  Random random(settings_.seed + static_cast<uint64_t>(state_.step));
  write_sample_text(run_ / "samples" / fmt::format("step-{:06}.txt", state_.step), *model_, *tokenizer_,
                    settings_.sample_tokens, random);
}

// Saves what there is, without deleting anything older.
void Trainer::stop_for(const Error& error, int64_t at_step) {
  std::string saved = "saved";
  try {
    write_checkpoint(run_, state_, *learner_, *tokenizer_, /*keep=*/0);
  } catch (const Error& second) {
    saved = fmt::format("NOT saved ({})", second.what());
  }
  fail("train", "stopped at step {}: {}. The state after step {} is {} in {}", at_step, error.what(),
       state_.step, saved, (run_ / "checkpoints").string());
}

void Trainer::save(MetricsFile& metrics) {
  metrics.sync();
  try {
    write_checkpoint(run_, state_, *learner_, *tokenizer_, settings_.keep);
  } catch (const std::exception& error) {
    const std::optional<fs::path> last = latest_checkpoint(run_);
    fail("train",
         "the checkpoint of step {} could not be written: {}. {}: free some space, then `train resume {}`",
         state_.step, error.what(),
         last ? fmt::format("{} is whole", last->string()) : std::string("There is none before it"),
         run_.string());
  }
}

}  // namespace p2g
