// How fast is a matrix product? The four of math/matmul, from three loops to packed panels, on square
// matrices.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.h"
#include "math/error.h"
#include "math/matmul.h"
#include "math/random.h"
#include "math/threads.h"

namespace p2g {
namespace {

constexpr std::string_view kUsage =
    "usage: math_products [--results FOLDER]\n"
    "GFLOP/s of four matrix products on n × n matrices, the best of several runs; takes 30 s.\n"
    "With --results, writes products.tsv (a row a number) and products-by-size.tsv (a row a size) to "
    "FOLDER.\n";

struct Subject {
  const char* name;
  void (*product)(const Product&);
  bool all_threads;
};
constexpr Subject kSubjects[] = {{"naive", matmul_naive, false},
                                 {"tiled", matmul_tiled, false},
                                 {"eigen", matmul_eigen, false},
                                 {"packed", matmul_packed, false},
                                 {"packed-threads", matmul_packed, true}};
constexpr int64_t kSizes[] = {16, 32, 64, 128, 256, 512, 1024, 2048};
constexpr double kSeconds = 0.5;       // for one number, at least
constexpr double kFlopsOfNaive = 3e9;  // larger products than this take the naive one too long

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// The best of many runs: what else the machine does only ever slows one down.
double gflops(const Subject& subject, int64_t n) {
  Random random(1);
  const Array a = random_normal({n, n}, 1, random), b = random_normal({n, n}, 1, random);
  Array c = Array::zeros({n, n});
  const double flops = 2.0 * static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(n);
  const int repeats = std::max(1, static_cast<int>(2e6 / flops));  // so that a clock can see it
  double best = 1e300;
  for (const double start = now(); now() - start < kSeconds;) {
    const double before = now();
    for (int i = 0; i < repeats; ++i)
      subject.product({Layout::nn, n, n, n, a.data(), n, b.data(), n, c.data(), n});
    best = std::min(best, (now() - before) / repeats);
  }
  return flops / best / 1e9;
}

std::vector<std::string> measure(int64_t n) {
  const int all = thread_count();
  std::vector<std::string> row{fmt::format("{}", n)};
  for (const Subject& subject : kSubjects) {
    const bool too_long =
        subject.product == matmul_naive && 2.0 * static_cast<double>(n * n * n) > kFlopsOfNaive;
    set_thread_count(subject.all_threads ? all : 1);
    row.push_back(too_long ? "NaN" : fmt::format("{:.3g}", gflops(subject, n)));
    set_thread_count(all);
  }
  return row;
}

void write(const std::filesystem::path& folder, const std::vector<std::vector<std::string>>& rows) {
  const std::string head = measured_with("./course run 00 products --results phase-00-math/results");
  std::ofstream by_size(folder / "products-by-size.tsv"), by_key(folder / "products.tsv");
  if (!by_size || !by_key) fail("products", "cannot write to '{}'", folder.string());
  by_size << head << "size";
  for (const Subject& subject : kSubjects) by_size << '\t' << subject.name;
  by_size << '\n';
  by_key << head << "key\tours\n";
  for (const auto& row : rows) {
    by_size << fmt::format("{}\n", fmt::join(row, "\t"));
    for (size_t i = 1; i < row.size(); ++i)
      if (row[i] != "NaN") by_key << kSubjects[i - 1].name << '-' << row[0] << '\t' << row[i] << '\n';
  }
}

void run(const std::filesystem::path& folder) {
  fmt::print("GFLOP/s   size");
  for (const Subject& subject : kSubjects) fmt::print(" {:>14}", subject.name);
  fmt::print("\n");
  std::vector<std::vector<std::string>> rows;
  for (const int64_t n : kSizes) {
    rows.push_back(measure(n));
    fmt::print("        {:>6} {:>14}\n", n, fmt::join(rows.back().begin() + 1, rows.back().end(), " "));
  }
  if (!folder.empty()) write(folder, rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::run_main("products", [&] {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty()) return p2g::run(""), 0;
    if (arguments.size() == 2 && arguments[0] == "--results") {
      if (!std::filesystem::is_directory(arguments[1]))
        p2g::fail("results", "'{}' is not a folder", arguments[1]);
      return p2g::run(arguments[1]), 0;
    }
    const bool help = arguments.size() == 1 && (arguments[0] == "--help" || arguments[0] == "-h");
    fmt::print(help ? stdout : stderr, "{}", p2g::kUsage);
    return help ? 0 : 2;
  });
}
