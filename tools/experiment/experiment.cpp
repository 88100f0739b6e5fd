#include "experiment/experiment.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <utility>

#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

struct MissingData {
  std::string line;
};
constexpr int kSkipped = 77;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string first_line_of(const char* command) {
  std::array<char, 256> line{};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command, "r"), pclose);
  if (!pipe || std::fgets(line.data(), line.size(), pipe.get()) == nullptr) return "unknown";
  std::string text(line.data());
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

// A field of a .tsv cannot hold what separates fields.
std::string joined(const Row& row) {
  std::string line;
  for (const std::string& field : row) {
    if (field.find_first_of("\t\n") != std::string::npos)
      fail("experiment", "'{}' holds a tab or a new line, which a .tsv cannot", field);
    line += (&field == &row.front() ? "" : "\t") + field;
  }
  return line + "\n";
}

std::ofstream open_for_writing(const fs::path& path) {
  std::ofstream file(path);
  if (!file) fail("experiment", "cannot write {}", path.string());
  return file;
}

std::string usage(const About& about) {
  return fmt::format(
      "usage: {} [--results FOLDER]\n{}: {}\nTakes {} on two cores. With --results, writes {}.tsv and what "
      "its figures are drawn from to FOLDER.\n",
      about.program, about.id, about.title, about.takes, about.id);
}

// Width in characters, not bytes, so that columns of UTF-8 align.
size_t width_of(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Report::Report(About about, fs::path results)
    : about_(std::move(about)), results_(std::move(results)), started_(now()) {}

void Report::claim(Claim claim) { claims_.push_back(std::move(claim)); }

void Report::fact(const std::string& key, const std::string& value) { facts_.push_back({key, value}); }

void Report::table(const std::string& name, const Row& columns, const std::vector<Row>& rows) const {
  if (results_.empty()) return;
  std::ofstream file = open_for_writing(results_ / (name + ".tsv"));
  file << joined(columns);
  for (const Row& row : rows) file << joined(row);
}

void Report::progress(int64_t done, int64_t all, const std::string& what) {
  if (isatty(STDERR_FILENO) == 0) return;
  const double left =
      done > 0 ? (now() - started_) * static_cast<double>(all - done) / static_cast<double>(done) : 0;
  fmt::print(stderr, "\r{} {} of {}, {:.0f} s left\x1b[K", what, done, all, left);
  moving_ = true;
}

void Report::clear_progress() {
  if (moving_) fmt::print(stderr, "\r\x1b[K");
  moving_ = false;
}

void Report::print_claims(double seconds) const {
  std::vector<Row> rows{{about_.id, "paper", "published", "ours", "limit", "seeds", ""}};
  for (const Claim& c : claims_)
    rows.push_back({c.what, c.paper, c.published, c.ours, c.limit, c.seeds,
                    c.limit.empty() ? "shown"
                    : c.holds       ? "holds"
                                    : "FAILS"});
  std::vector<size_t> widths(rows[0].size(), 0);
  for (const Row& row : rows)
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  fmt::print("\n");
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i)
      if (widths[i] > 0) line += row[i] + std::string(widths[i] - width_of(row[i]) + 2, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    fmt::print("{}\n", line);
  }
  fmt::print("{:.1f} s\n", seconds);
}

void Report::write_claims(double seconds) const {
  if (results_.empty()) return;
  std::ofstream file = open_for_writing(results_ / (about_.id + ".tsv"));
  file << fmt::format("# {}: {}\n", about_.id, about_.title)
       << measured_with(fmt::format("./course reproduce {} --write", about_.id))
       << fmt::format("# seconds: {:.1f}\n", seconds)
       << joined({"key", "what", "paper", "published", "ours", "limit", "holds", "seeds"});
  for (const Claim& c : claims_)
    file << joined({c.key, c.what, c.paper, c.published, c.ours, c.limit,
                    c.limit.empty() ? "shown"
                    : c.holds       ? "yes"
                                    : "no",
                    c.seeds});
  for (const Row& fact : facts_) file << joined({fact[0], "", "", "", fact[1], "", "fact", ""});
}

int Report::finish(double seconds) {
  clear_progress();
  print_claims(seconds);
  write_claims(seconds);
  int failed = 0;
  for (const Claim& c : claims_) failed += !c.limit.empty() && !c.holds;
  if (failed > 0) fmt::print(stderr, "{}: {} of {} claims fail\n", about_.program, failed, claims_.size());
  return failed > 0 ? 1 : 0;
}

// What is being written, results, does not make the tree that measured them another one.
constexpr const char* kCommit =
    "c=$(git rev-parse --short HEAD 2>/dev/null) && "
    "echo $c$(git diff --quiet HEAD -- ':!*/results/*' || echo -dirty)";

std::string measured_with(const std::string& command) {
  return fmt::format("# command: {}\n# commit: {}\n# machine: {}, {} threads\n", command,
                     first_line_of(kCommit), processor(), thread_count());
}

fs::path need_data(const std::string& file, const std::string& name) {
  const char* data = std::getenv("P2G_DATA");
  const fs::path path = fs::path(data != nullptr && *data != '\0' ? data : "data") / file;
  if (!fs::exists(path))
    throw MissingData{fmt::format("{} is not there: `./course fetch {}` gets it", path.string(), name)};
  return path;
}

int experiment_main(int argc, char** argv, const About& about, const std::function<void(Report&)>& body) {
  return run_main(about.program, [&] {
    fs::path results;
    for (int i = 1; i < argc; ++i) {
      const std::string argument = argv[i];
      if (argument == "--help" || argument == "-h") {
        fmt::print("{}", usage(about));
        return 0;
      }
      if (argument != "--results" || i + 1 == argc) {
        fmt::print(stderr, "{}", usage(about));
        return 2;
      }
      results = argv[++i];
      if (!fs::is_directory(results)) fail("results", "'{}' is not a folder", results.string());
    }
    try {
      const double start = now();
      Report report(about, results);
      body(report);
      return report.finish(now() - start);
    } catch (const MissingData& missing) {
      fmt::print(stderr, "{}: skipped: {}\n", about.program, missing.line);
      return kSkipped;
    }
  });
}

}  // namespace p2g
