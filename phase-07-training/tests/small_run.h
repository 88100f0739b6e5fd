// A run of milliseconds, and what must be equal when two runs are the same.
#pragma once

#include <sstream>

#include "test_files.h"
#include "training/prepare.h"
#include "training/settings.h"

namespace p2g {

inline std::string some_text() {
  std::string text;
  for (const char* who : {"cat", "dog", "owl", "fox"})
    for (const char* where : {"mat", "roof", "hill", "log"})
      text += std::string("the ") + who + " sat on the " + where + ".\n";
  return text;
}

// The folder of some text's characters, two tenths of them held out.
inline std::string small_data(const ScratchFolder& folder) {
  PrepareOptions options;
  options.input = {folder.put("text", some_text())};
  options.out = folder / "data";
  options.val_fraction = 0.2;
  prepare(options);
  return folder / "data";
}

inline Settings small_settings(const std::string& data) {
  Settings s;
  s.data = data;
  s.layers = 2, s.heads = 2, s.channels = 16, s.batch = 4, s.seq = 16;
  s.schedule.steps = 12, s.schedule.warmup = 3, s.schedule.learning_rate = 1e-2;
  s.schedule.min_learning_rate = 1e-3;
  s.eval_every = 5, s.eval_batches = 2;
  return s;
}

// metrics.csv without its last column, the speed.
inline std::string metrics_of(const std::string& run) {
  std::istringstream file(contents(run + "/metrics.csv"));
  std::string all;
  for (std::string line; std::getline(file, line);) all += line.substr(0, line.rfind(',')) + "\n";
  return all;
}

inline std::string checkpoint_of(const std::string& run, int step) {
  const std::string digits = std::to_string(step);
  return run + "/checkpoints/step-" + std::string(6 - digits.size(), '0') + digits;
}

// Weights, moments, random numbers and place in the data, and every line of metrics: bit for bit.
inline void expect_same_run(const std::string& got, const std::string& wanted, int step) {
  for (const char* file : {"model.safetensors", "optimizer.safetensors", "state.json", "config.json"}) {
    const std::string bytes = contents(checkpoint_of(wanted, step) + "/" + file);
    EXPECT_FALSE(bytes.empty()) << file;
    EXPECT_TRUE(contents(checkpoint_of(got, step) + "/" + file) == bytes) << file;
  }
  EXPECT_EQ(metrics_of(got), metrics_of(wanted));
}

}  // namespace p2g
