// metrics.csv: one line a step, for people and plots.
#pragma once

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

namespace p2g {

struct Metrics {
  int64_t step = 0, tokens = 0;      // updates done, tokens seen
  std::optional<double> train_loss;  // of the batch of this step; none before the first
  std::optional<double> val_loss;    // where it was evaluated
  double learning_rate = 0, gradient_norm = 0, tokens_per_second = 0;
};

class MetricsFile {
 public:
  // Starts anew, or goes on after `from_step`: lines of later steps, and a line cut short, are dropped, so
  // that the file becomes what it would be without the stop.
  MetricsFile(const std::filesystem::path& path, std::optional<int64_t> from_step);
  ~MetricsFile();
  MetricsFile(const MetricsFile&) = delete;
  MetricsFile& operator=(const MetricsFile&) = delete;

  void write(const Metrics& metrics);  // and flushes; throws if the disk is full
  void sync();                         // on disk, before a checkpoint says that these steps were made
  int64_t dropped() const { return dropped_; }  // lines

 private:
  std::string kept_lines(int64_t from_step);

  std::filesystem::path path_;
  std::FILE* file_;
  int64_t dropped_ = 0;
};

}  // namespace p2g
