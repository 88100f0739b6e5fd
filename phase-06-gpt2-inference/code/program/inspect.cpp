// gpt2 inspect: what a safetensors file or a model folder holds.
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include "gpt2/model_folder.h"
#include "gpt2/strict_json.h"
#include "math/error.h"
#include "math/threads.h"
#include "program/program.h"

namespace p2g {
namespace {

struct InspectOptions {
  std::string path;
  bool stats = false, all = false;
};

struct Statistics {
  double mean, deviation, least, most;  // of the finite numbers
  int64_t not_finite;
};

Statistics statistics(const Array& array) {
  const Real* x = array.data();
  const auto sum = [&](auto&& term) {
    return parallel_sum(array.size(), 1 << 16, [&](int64_t first, int64_t last) {
      double total = 0;
      for (int64_t i = first; i < last; ++i)
        total += std::isfinite(x[i]) ? term(static_cast<double>(x[i])) : 0;
      return total;
    });
  };
  const double count = sum([](double) { return 1.0; });
  const double mean = sum([](double v) { return v; }) / count;
  const double variance = sum([&](double v) { return (v - mean) * (v - mean); }) / count;
  double least = INFINITY, most = -INFINITY;
  for (int64_t i = 0; i < array.size(); ++i) {
    if (!std::isfinite(x[i])) continue;
    least = std::min(least, static_cast<double>(x[i]));
    most = std::max(most, static_cast<double>(x[i]));
  }
  return {mean, std::sqrt(variance), least, most, array.size() - static_cast<int64_t>(count)};
}

std::string statistics_text(const SafetensorsFile& file, const TensorEntry& entry) {
  if (!is_readable(entry.dtype) || entry.elements == 0 || entry.shape.size() > Shape::kMaxRank) return "";
  const Array array = file.array(entry);
  const Statistics s = statistics(array);
  std::vector<std::string> first;
  for (int64_t i = 0; i < std::min<int64_t>(3, array.size()); ++i)
    first.push_back(fmt::format("{:.5g}", array[i]));
  std::string text = fmt::format("{:>11.4g} {:>10.4g} {:>10.4g} {:>10.4g}  {}", s.mean, s.deviation, s.least,
                                 s.most, fmt::join(first, " "));
  if (s.not_finite > 0) text += fmt::format("  {} NOT FINITE", s.not_finite);
  return text;
}

void print_tensors(const SafetensorsFile& file, const InspectOptions& options) {
  size_t name_width = 4, shape_width = 5;
  for (const TensorEntry& entry : file.entries()) {
    name_width = std::max(name_width, printable(entry.name).size());
    shape_width = std::max(shape_width, shape_text(entry).size());
  }
  fmt::print("{:<{}}  {:<7} {:<{}} {:>12}", "name", name_width, "dtype", "shape", shape_width, "bytes");
  fmt::print("{}\n", options.stats ? "        mean        std        min        max  first numbers" : "");
  int64_t numbers = 0, bytes = 0;
  for (const TensorEntry& entry : file.entries()) {
    fmt::print("{:<{}}  {:<7} {:<{}} {:>12}", printable(entry.name), name_width, dtype_name(entry.dtype),
               shape_text(entry), shape_width, entry.end - entry.begin);
    fmt::print("{}\n", options.stats ? statistics_text(file, entry) : "");
    numbers += entry.elements;
    bytes += entry.end - entry.begin;
  }
  fmt::print("{} tensors, {} numbers, {} bytes of data in a file of {}\n", file.entries().size(), numbers,
             bytes, file.file_bytes());
  for (const auto& [key, value] : file.metadata())
    fmt::print("metadata {}: {}\n", printable(key), printable(value));
}

void print_list(const char* title, const std::vector<std::string>& items, bool all) {
  constexpr size_t kSeveral = 8;
  if (items.empty()) return;
  const size_t shown = all ? items.size() : std::min(kSeveral, items.size());
  fmt::print("{} ({}):\n", title, items.size());
  for (size_t i = 0; i < shown; ++i) fmt::print("  {}\n", items[i]);
  if (shown < items.size()) fmt::print("  … and {} more: --all lists them\n", items.size() - shown);
}

void print_report(const ModelFolder& folder, const InspectOptions& options) {
  const GptConfig& c = folder.config;
  fmt::print(
      "GPT-2 architecture: {} layers, {} channels, {} heads, context {}, vocabulary {}, {} parameters\n",
      c.layers, c.channels, c.heads, c.context, c.vocabulary, parameter_count(c));
  if (!folder.report.prefix.empty()) fmt::print("names begin with '{}'\n", folder.report.prefix);
  const TensorReport& report = folder.report;
  print_list("skipped, since they are computed here", report.skipped, options.all);
  print_list("missing", report.missing, options.all);
  print_list("of wrong shape", report.wrong_shape, options.all);
  print_list("of a type that cannot be read", report.unreadable, options.all);
  print_list("unexpected", report.unexpected, options.all);
  fmt::print("{}\n", report.loads() ? "complete: " + report.summary() : "this folder does not make a model");
}

int inspect(const InspectOptions& options) {
  if (!std::filesystem::is_directory(options.path)) {
    print_tensors(SafetensorsFile::open(options.path), options);
    return 0;
  }
  const ModelFolder folder = open_model_folder(options.path);
  print_tensors(folder.file, options);
  print_report(folder, options);
  return 0;
}

}  // namespace

void add_inspect(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("inspect", "Lists the tensors of a safetensors file or a model folder");
  auto options = std::make_shared<InspectOptions>();
  sub->add_option("path", options->path,
                  "a .safetensors file, or a folder with config.json and model.safetensors")
      ->required();
  sub->add_flag("--stats", options->stats, "mean, deviation, range and first numbers (reads everything)");
  sub->add_flag("--all", options->all, "name every missing or unexpected tensor, not only the first few");
  sub->callback([options, &action] { action = [options] { return inspect(*options); }; });
}

}  // namespace p2g
