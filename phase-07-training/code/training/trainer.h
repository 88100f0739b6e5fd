// A run from its settings to its last checkpoint.
//
// RUN/  settings.json, metrics.csv, samples/step-000000.txt …, checkpoints/step-000500/ …
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "math/error.h"
#include "training/checkpoint.h"
#include "training/metrics.h"
#include "training/progress.h"
#include "training/run_folder.h"
#include "training/settings.h"

namespace p2g {

class Trainer {
 public:
  // A new run. Throws, before anything is computed, if settings, data or folder will not do: the folder must
  // be new or empty, and its disk have room for the checkpoints.
  static Trainer start(Settings settings, const std::filesystem::path& run);
  // Goes on from the latest checkpoint; `steps`, if given, is a new last step, and `data` where the same data
  // is now. Equal, bit for bit, to never having stopped.
  static Trainer resume(const std::filesystem::path& run, std::optional<int64_t> steps = std::nullopt,
                        const std::string& data = "");

  // To the last step, or, with a checkpoint, to the first after which stop() is true; false if it stopped.
  // If a loss or a gradient is not finite, saves the state before that step, then throws.
  bool run(const std::function<bool()>& stop = {});

  const Settings& settings() const { return settings_; }
  const RunState& state() const { return state_; }
  const Gpt& model() const { return *model_; }
  const Tokenizer& tokenizer() const { return *tokenizer_; }
  std::optional<double> val_loss() const { return val_loss_; }  // of the last evaluation

 private:
  Trainer(Settings settings, std::filesystem::path run, std::unique_ptr<Gpt> model);
  void open_data();
  void begin(MetricsFile& metrics);
  void step(MetricsFile& metrics, Progress& progress);
  std::vector<Batch> next_batches();
  void record(MetricsFile& metrics, Metrics line);
  void save(MetricsFile& metrics);
  [[noreturn]] void stop_for(const Error& error, int64_t at_step);
  bool due(int64_t every) const;

  Settings settings_;
  std::filesystem::path run_;
  std::unique_ptr<RunLock> lock_;
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
