#include "training/metrics.h"

#include <fmt/core.h>

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

std::string kept_lines(const std::filesystem::path& path, int64_t from_step) {
  if (!std::filesystem::exists(path)) return std::string(kHeader);
  const std::string text = read_text("metrics", path);
  std::string kept(kHeader);
  size_t start = text.find('\n') + 1;
  for (size_t end; start != 0 && (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
    const std::string line = text.substr(start, end + 1 - start);
    if (std::strtoll(line.c_str(), nullptr, 10) <= from_step) kept += line;
  }
  return kept;
}

std::string optional_number(const std::optional<double>& value) {
  return value ? fmt::format("{:.6f}", *value) : std::string();
}

}  // namespace

MetricsFile::MetricsFile(const std::filesystem::path& path, std::optional<int64_t> from_step) : path_(path) {
  write_file_atomically(path.string(), from_step ? kept_lines(path, *from_step) : std::string(kHeader));
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

}  // namespace p2g
