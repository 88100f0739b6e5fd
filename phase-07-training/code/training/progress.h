// The line that moves while one waits; nothing where no terminal reads it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace p2g {

class Progress {
 public:
  Progress(int64_t first_step, int64_t last_step);
  ~Progress();  // leaves the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // "step 120/2000  loss 1.8234  val 1.9012  12345 tokens/s  ETA 1:20"; at most ten times a second.
  void show(int64_t step, double loss, double val_loss, double tokens_per_second);
  void message(const std::string& line);  // above the moving line

 private:
  bool terminal_;
  bool shown_ = false;
  int64_t first_, last_;
  std::chrono::steady_clock::time_point start_, latest_;
};

std::string clock_text(double seconds);  // "1:05:09", "1:20", "0:03"

}  // namespace p2g
