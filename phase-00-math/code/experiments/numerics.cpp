// E00.4, quick: three formulas that are right on paper and wrong in a machine (Welford 1962)
#include "math/numerics.h"

#include <fmt/core.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "math/box_muller.h"
#include "math/random.h"
#include "math/welford.h"

namespace p2g {
namespace {

void claim_logsumexp(Report& report) {
  const Real x[] = {1000, 1000};
  const double ours = logsumexp(x, 2), direct = std::log(std::exp(1000.0) + std::exp(1000.0));
  report.claim({"logsumexp", "log(e^1000 + e^1000), the largest taken out first", "", "",
                fmt::format("{:.4f}", ours), "1000.6931 ± 1e-4", std::abs(ours - 1000.6931) <= 1e-4});
  report.claim({"direct", "the same as the formula is written", "", "", fmt::format("{}", direct),
                "overflows", std::isinf(direct)});
}

// (Σx² − (Σx)²/n) / (n − 1)
double variance_by_sums(const std::vector<double>& numbers) {
  double sum = 0, squares = 0;
  for (const double x : numbers) sum += x, squares += x * x;
  const double n = static_cast<double>(numbers.size());
  return (squares - sum * sum / n) / (n - 1);
}

void claim_variance(Report& report) {
  const std::vector<double> numbers{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
  Welford welford;
  for (const double x : numbers) welford.add(x);
  const double by_sums = variance_by_sums(numbers);
  report.claim({"welford", "variance of 1e9 + {4, 7, 13, 16}, one at a time", "", "",
                fmt::format("{:.10g}", welford.variance()), "30 ± 1e-9",
                std::abs(welford.variance() - 30) <= 1e-9});
  report.claim({"by-sums", "the same from Σx² and Σx", "", "", fmt::format("{:.6g}", by_sums),
                "wrong by more than 1", !(std::abs(by_sums - 30) <= 1)});
}

struct Moments {
  double mean, variance, kurtosis;
};

Moments of_normals(uint64_t seed, int64_t pairs) {
  Random random(seed);
  Welford welford;
  double fourth = 0;
  for (int64_t i = 0; i < pairs; ++i) {
    double pair[2];
    const double u1 = random.uniform(), u2 = random.uniform();
    box_muller(u1, u2, pair[0], pair[1]);
    for (const double x : pair) welford.add(x), fourth += x * x * x * x;
  }
  const double n = static_cast<double>(2 * pairs), variance = welford.variance();
  return {welford.mean(), variance, fourth / n / (variance * variance)};
}

// The limits are five standard deviations of what a million true normal numbers would give.
void claim_normals(Report& report) {
  constexpr int kSeeds = 20;
  constexpr int64_t kPairs = 500000;
  const double n = 2.0 * kPairs;
  const double limits[] = {5 / std::sqrt(n), 5 * std::sqrt(2 / n), 5 * std::sqrt(24 / n)};
  const char* keys[] = {"mean", "variance", "kurtosis"};
  const double true_ones[] = {0, 1, 3};
  int within[3] = {};
  double worst[3] = {};
  for (int seed = 0; seed < kSeeds; ++seed) {
    report.progress(seed, kSeeds, "a million normal numbers");
    const Moments m = of_normals(static_cast<uint64_t>(seed), kPairs);
    const double found[] = {m.mean, m.variance, m.kurtosis};
    for (int k = 0; k < 3; ++k) {
      const double apart = std::abs(found[k] - true_ones[k]);
      within[k] += apart <= limits[k];
      worst[k] = std::max(worst[k], apart);
    }
  }
  for (int k = 0; k < 3; ++k)
    report.claim({keys[k],
                  fmt::format("Box-Muller, 1e6 numbers: {} from {}, worst seed", keys[k], true_ones[k]), "",
                  "", fmt::format("{:.4f}", worst[k]), fmt::format("<= {:.4f}", limits[k]),
                  within[k] == kSeeds, fmt::format("{} of {}", within[k], kSeeds)});
}

void run(Report& report) {
  claim_logsumexp(report);
  claim_variance(report);
  claim_normals(report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"math_numerics", "E00.4", "formulas that are right on paper and wrong in a machine", "3 s"}, p2g::run);
}
