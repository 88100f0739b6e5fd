// E01.3, quick: a net discovers mirror symmetry (Rumelhart, Hinton and Williams 1986)
#include <fmt/core.h>

#include <array>
#include <cmath>

#include "experiment/experiment.h"
#include "nn/mlp.h"
#include "seeds.h"

namespace p2g {
namespace {

constexpr int64_t kSeeds = 20, kMostSweeps = 20000;
constexpr double kEpsilon = 0.05, kAlpha = 0.9;

struct Discovery {
  int64_t solved = kMostSweeps + 1;  // sweeps until all outputs are within ½
  int64_t sharp = kMostSweeps + 1;   // until E < 0.05
  double mirror = 0;                 // how far opposite inputs are from opposite weights, of the largest
  double correlation = 0;            // of the two hidden units' weights
  std::array<double, 2> ratios{};    // middle and largest over the smallest size
  Numbers weights, biases, top;
  std::vector<double> errors;  // every 20 sweeps
};

double correlation(const Numbers& w) {  // of columns 0 and 1 of (6,2)
  double ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < 6; ++i)
    ab += w[2 * i] * w[2 * i + 1], aa += w[2 * i] * w[2 * i], bb += w[2 * i + 1] * w[2 * i + 1];
  return ab / std::sqrt(aa * bb);
}

void measure(const Numbers& w, Discovery& d) {
  double worst = 0, largest = 0;
  std::array<double, 3> sizes{};
  for (size_t unit = 0; unit < 2; ++unit)
    for (size_t i = 0; i < 3; ++i) {
      const double left = w[2 * i + unit], right = w[2 * (5 - i) + unit];
      worst = std::max(worst, std::abs(left + right));
      largest = std::max({largest, std::abs(left), std::abs(right)});
      sizes[i] += (std::abs(left) + std::abs(right)) / 4;
    }
  std::sort(sizes.begin(), sizes.end());
  d.mirror = worst / largest;
  d.correlation = correlation(w);
  d.ratios = {sizes[1] / sizes[0], sizes[2] / sizes[0]};
}

Discovery discover(uint64_t seed) {
  Random random(seed);
  Net net = make_net({6, 2, 1}, Squash::logistic, -0.3, 0.3, random);
  const std::vector<Case> cases = cases_of(symmetry(6), 6);
  Discovery d;
  for (int64_t sweeps = 1; sweeps <= kMostSweeps && d.sharp > kMostSweeps; ++sweeps) {
    const double error = sweep(net, cases);
    if ((sweeps - 1) % 20 == 0) d.errors.push_back(error);
    step(net, kEpsilon, kAlpha);
    if (d.solved > kMostSweeps && all_right(net, cases)) d.solved = sweeps;
    if (error < 0.05) d.sharp = sweeps;
  }
  measure(net.layers[0].weight, d);
  d.weights = net.layers[0].weight;
  d.biases = net.layers[0].bias;
  d.top = net.layers[1].weight;
  return d;
}

std::string of_seeds(int64_t k) { return fmt::format("{} of {}", k, kSeeds); }

void tables(const std::vector<Discovery>& all, Report& report) {
  std::vector<Row> weights, curves;
  for (size_t i = 0; i < 6; ++i)
    weights.push_back({fmt::format("{}", i + 1), fmt::format("{:.3f}", all[0].weights[2 * i]),
                       fmt::format("{:.3f}", all[0].weights[2 * i + 1])});
  report.table("symmetry_weights", {"input", "unit1", "unit2"}, weights);
  for (size_t i = 0; i < 100; ++i) {
    Row row{fmt::format("{}", 20 * i)};
    for (size_t seed = 0; seed < 5; ++seed)
      row.push_back(fmt::format("{:.4f}", all[seed].errors[std::min(i, all[seed].errors.size() - 1)]));
    curves.push_back(row);
  }
  report.table("symmetry_error", {"sweep", "seed1", "seed2", "seed3", "seed4", "seed5"}, curves);
}

void body(Report& report) {
  const std::vector<Discovery> all = over_seeds(kSeeds, discover);
  std::vector<int64_t> solved, sharp;
  std::vector<double> middle, largest;
  int64_t in_time = 0, sharpened = 0, antisymmetric = 0;
  double worst_mirror = 0, worst_correlation = -1;
  for (const Discovery& d : all) {
    solved.push_back(d.solved), sharp.push_back(d.sharp);
    middle.push_back(d.ratios[0]), largest.push_back(d.ratios[1]);
    in_time += d.solved <= 3000;
    sharpened += d.sharp <= kMostSweeps;
    antisymmetric += d.mirror < 0.01 && d.correlation < -0.99;
    worst_mirror = std::max(worst_mirror, d.mirror);
    worst_correlation = std::max(worst_correlation, d.correlation);
  }
  const double m = median(middle), l = median(largest);
  const std::string paper = "Rumelhart et al. 1986";
  report.claim({"sweeps", "sweeps until all 64 patterns are right, median", paper, "1,425",
                fmt::format("{}", median(solved)), "<= 3000 on 19 seeds", in_time >= 19, of_seeds(in_time)});
  report.claim({"sharp", "sweeps until the total error is under 0.05, median", "", "",
                fmt::format("{}", median(sharp)), "every seed", sharpened == kSeeds, of_seeds(sharpened)});
  report.claim({"mirror", "opposite inputs have opposite weights: largest difference", paper, "opposite",
                fmt::format("{:.2f} %", 100 * worst_mirror), "< 1 %, and below", antisymmetric == kSeeds,
                of_seeds(antisymmetric)});
  report.claim({"correlation", "the two hidden units are each other's mirror: correlation", paper, "opposite",
                fmt::format("{:.4f}", worst_correlation), "< -0.99", antisymmetric == kSeeds,
                of_seeds(antisymmetric)});
  report.claim({"ratio", "sizes of the weights, medians", paper, "1:2:4",
                fmt::format("1:{:.3f}:{:.3f}", m, l), "within 2 %",
                std::abs(m / 2 - 1) < 0.02 && std::abs(l / 4 - 1) < 0.02, of_seeds(kSeeds)});
  tables(all, report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv, {"nn_symmetry", "E01.3", "a net discovers mirror symmetry", "3 s"},
                              p2g::body);
}
