#include "training/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace p2g {

using Clock = std::chrono::steady_clock;

Progress::Progress(int64_t first_step, int64_t last_step)
    : terminal_(isatty(STDERR_FILENO) == 1), first_(first_step), last_(last_step), start_(Clock::now()) {}

Progress::~Progress() {
  if (shown_) std::fputc('\n', stderr);
}

void Progress::show(int64_t step, double loss, double val_loss, double tokens_per_second) {
  const auto now = Clock::now();
  if (!terminal_ || (shown_ && step != last_ && now - latest_ < std::chrono::milliseconds(100))) return;
  latest_ = now;
  shown_ = true;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double left = elapsed / static_cast<double>(step - first_) * static_cast<double>(last_ - step);
  const std::string val = std::isnan(val_loss) ? std::string() : fmt::format("  val {:.4f}", val_loss);
  fmt::print(stderr, "\rstep {}/{}  loss {:.4f}{}  {:.0f} tokens/s  ETA {}\033[K", step, last_, loss, val,
             tokens_per_second, clock_text(left));
  std::fflush(stderr);
}

void Progress::message(const std::string& line) {
  if (!terminal_) return;
  fmt::print(stderr, "{}{}\033[K\n", shown_ ? "\r" : "", line);
}

std::string clock_text(double seconds) {
  const auto all = static_cast<int64_t>(std::lround(seconds));
  if (all >= 3600) return fmt::format("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
  return fmt::format("{}:{:02}", all / 60, all % 60);
}

}  // namespace p2g
