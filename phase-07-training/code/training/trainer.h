// A run from its settings to its last checkpoint.
//
// RUN/  settings.json, metrics.csv, samples/step-000000.txt …, checkpoints/step-000500/ …
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "training/checkpoint.h"
#include "training/metrics.h"
#include "training/settings.h"

namespace p2g {

class Trainer {
 public:
  // A new run. Throws, before anything is computed, if settings, data or folder will not do: the folder must
  // be new or empty, and its disk have room for two checkpoints.
  static Trainer start(const Settings& settings, const std::filesystem::path& run);
  // Goes on from the latest checkpoint; `steps`, if given, is a new last step. Equal, bit for bit, to never
  // having stopped.
  static Trainer resume(const std::filesystem::path& run, std::optional<int64_t> steps);

  // To the last step. If a loss or a gradient is not finite, saves the state before that step, then throws.
  void run();

  const Settings& settings() const { return settings_; }
  const RunState& state() const { return state_; }
  const Gpt& model() const { return *model_; }
  std::optional<double> val_loss() const { return val_loss_; }  // of the last evaluation

 private:
  Trainer(Settings settings, std::filesystem::path run, std::unique_ptr<Gpt> model, bool fresh);
  void step(MetricsFile& metrics, class Progress& progress);
  std::vector<Batch> next_batches();
  void evaluate_now();
  void write_sample();
  void save();
  bool due(int64_t every) const;

  Settings settings_;
  std::filesystem::path run_;
  std::unique_ptr<Tokenizer> tokenizer_;
  std::unique_ptr<TokenShard> train_;
  std::unique_ptr<Gpt> model_;
  std::unique_ptr<Learner> learner_;
  std::unique_ptr<BatchSampler> sampler_;
  std::vector<Batch> evaluation_;
  RunState state_;
  std::optional<double> val_loss_;
};

}  // namespace p2g
