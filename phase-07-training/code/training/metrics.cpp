#include "training/metrics.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "gpt2/atomic_file.h"
#include "math/error.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

constexpr std::string_view kHeader =
    "step,tokens,train_loss,val_loss,learning_rate,gradient_norm,tokens_per_second\n";

// A line that begins with the number of a step up to `from_step`.
bool is_kept(const std::string& line, int64_t from_step) {
  char* end = nullptr;
  const int64_t step = std::strtoll(line.c_str(), &end, 10);
  return end != line.c_str() && *end == ',' && step <= from_step;
}

std::string optional_number(const std::optional<double>& value) {
  return value ? fmt::format("{:.6f}", *value) : std::string();
}

}  // namespace

std::string MetricsFile::kept_lines(int64_t from_step) {
  std::string kept(kHeader);
  if (!std::filesystem::exists(path_)) return kept;
  const std::string text = read_text("metrics", path_);
  for (size_t start = text.find('\n') + 1, end; start != 0 && start < text.size(); start = end + 1) {
    end = text.find('\n', start);
    const std::string line = text.substr(start, end == std::string::npos ? end : end + 1 - start);
    const bool keep = end != std::string::npos && is_kept(line, from_step);
    if (keep) kept += line;
    dropped_ += !keep;
    if (end == std::string::npos) break;
  }
  return kept;
}

MetricsFile::MetricsFile(const std::filesystem::path& path, std::optional<int64_t> from_step) : path_(path) {
  write_file_atomically(path.string(), from_step ? kept_lines(*from_step) : std::string(kHeader));
  file_ = std::fopen(path.c_str(), "a");
  if (file_ == nullptr) fail("metrics", "cannot write {}: {}", path.string(), std::strerror(errno));
}

MetricsFile::~MetricsFile() { std::fclose(file_); }

void MetricsFile::write(const Metrics& m) {
  const std::string line =
      fmt::format("{},{},{},{},{:.6g},{:.6g},{:.0f}\n", m.step, m.tokens, optional_number(m.train_loss),
                  optional_number(m.val_loss), m.learning_rate, m.gradient_norm, m.tokens_per_second);
  if (std::fputs(line.c_str(), file_) < 0 || std::fflush(file_) != 0)
    fail("metrics", "cannot write {}: {}. Free some space, then `train resume`", path_.string(),
         std::strerror(errno));
}

void MetricsFile::sync() {
  if (fdatasync(fileno(file_)) != 0)
    fail("metrics", "cannot sync {}: {}", path_.string(), std::strerror(errno));
}

}  // namespace p2g
