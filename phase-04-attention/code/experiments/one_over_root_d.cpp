// E04.3, quick: scores grow with √d, and softmax with them shuts its eyes (Vaswani et al. 2017)
#include <fmt/core.h>

#include <array>
#include <cmath>

#include "experiment/experiment.h"
#include "math/numerics.h"
#include "math/random.h"

namespace p2g {
namespace {

constexpr int64_t kKeys = 64, kTrials = 400, kSeeds = 5;

struct Attention {
  double entropy = 0, top = 0, slope = 0,
         variance = 0;  // means over trials; slope: Σ p(1 − p), what can still move
};

// Unit normal queries and keys of d numbers; scores times `factor`.
Attention look(int64_t d, double factor, uint64_t seed) {
  Random random(seed);
  Attention mean;
  for (int64_t trial = 0; trial < kTrials; ++trial) {
    const Array q = random_normal({d}, 1, random), keys = random_normal({kKeys, d}, 1, random);
    std::array<double, kKeys> scores{};
    double highest = -1e300, total = 0, entropy = 0, top = 0, squares = 0;
    for (size_t j = 0; j < kKeys; ++j) {
      for (int64_t i = 0; i < d; ++i)
        scores[j] += static_cast<double>(q[i]) * static_cast<double>(keys[static_cast<int64_t>(j) * d + i]);
      mean.variance += scores[j] * scores[j] / static_cast<double>(kKeys * kTrials);
      scores[j] *= factor;
      highest = std::max(highest, scores[j]);
    }
    for (const double score : scores) total += std::exp(score - highest);
    for (const double score : scores) {
      const double p = std::exp(score - highest) / total;
      if (p > 0) entropy -= p * std::log(p);
      top = std::max(top, p), squares += p * p;
    }
    mean.entropy += entropy / kTrials, mean.top += top / kTrials, mean.slope += (1 - squares) / kTrials;
  }
  return mean;
}

// What an independent program gave for 400 trials (entropy, top weight), as it stands and divided by √d.
struct Expected {
  int64_t d;
  double entropy, top, scaled_entropy, scaled_top;
};
constexpr Expected kExpected[] = {{4, 2.84, .263, 3.70, .107},
                                  {16, 1.42, .566, 3.70, .103},
                                  {64, .56, .800, 3.69, .107},
                                  {256, .27, .894, 3.69, .104}};

void claim(Report& report, const std::string& key, const std::string& what, double wanted,
           const std::vector<double>& seeds) {
  int within = 0;
  for (const double value : seeds) within += std::abs(value - wanted) <= 0.1;
  report.claim({key, what, "", "", fmt::format("{:.2f}", seeds[0]),
                fmt::format("within 0.1 of {:.2f}", wanted), within == kSeeds,
                fmt::format("{} of {}", within, kSeeds)});
}

void variance(Report& report) {
  for (const int64_t d : {4, 64}) {
    const double found = look(d, 1, 1).variance, wanted = static_cast<double>(d);
    report.claim({fmt::format("variance-{}", d), fmt::format("variance of q·k at d = {}", d), "Vaswani 2017",
                  "d", fmt::format("{:.1f}", found), "within 5 % of d",
                  std::abs(found - wanted) <= 0.05 * wanted});
  }
}

void table(Report& report) {
  for (const Expected& e : kExpected) {
    const double root = 1 / std::sqrt(static_cast<double>(e.d));
    std::vector<double> entropy, top, scaled_entropy, scaled_top;
    for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const Attention bare = look(e.d, 1, seed), scaled = look(e.d, root, seed);
      entropy.push_back(bare.entropy), top.push_back(bare.top);
      scaled_entropy.push_back(scaled.entropy), scaled_top.push_back(scaled.top);
    }
    claim(report, fmt::format("entropy-{}", e.d), fmt::format("entropy over 64 keys, d = {}", e.d), e.entropy,
          entropy);
    claim(report, fmt::format("top-{}", e.d), fmt::format("highest weight, d = {}", e.d), e.top, top);
    claim(report, fmt::format("scaled-entropy-{}", e.d), fmt::format("entropy of q·k/√d, d = {}", e.d),
          e.scaled_entropy, scaled_entropy);
    claim(report, fmt::format("scaled-top-{}", e.d), fmt::format("highest weight of q·k/√d, d = {}", e.d),
          e.scaled_top, scaled_top);
  }
}

void curve(Report& report) {
  std::vector<Row> rows;
  for (int64_t d = 1; d <= 1024; d *= 2) {
    const Attention bare = look(d, 1, 1), scaled = look(d, 1 / std::sqrt(static_cast<double>(d)), 1);
    rows.push_back({fmt::format("{}", d), fmt::format("{:.3f}", bare.entropy),
                    fmt::format("{:.3f}", scaled.entropy), fmt::format("{:.3f}", bare.slope),
                    fmt::format("{:.3f}", scaled.slope)});
    if (d == 64) {
      report.fact("slope-64", fmt::format("{:.2f}", bare.slope));
      report.fact("scaled-slope-64", fmt::format("{:.2f}", scaled.slope));
    }
  }
  report.table("one-over-root-d", {"d", "entropy", "scaled_entropy", "slope", "scaled_slope"}, rows);
}

void run(Report& report) {
  variance(report);
  table(report);
  curve(report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"attention_one_over_root_d", "E04.3",
                               "Scores grow with √d, and softmax with them shuts its eyes", "3 s"},
                              p2g::run);
}
