// E02.3: what a cell remembers and a simple network does not (Hochreiter and Schmidhuber 1997)
#include <fmt/core.h>

#include "experiment/experiment.h"
#include "experiments/seeds.h"
#include "fading.h"
#include "memory.h"

namespace p2g {
namespace {

constexpr int64_t kReberSeeds = 10, kSeeds = 5, kAddingSteps = 6000;
constexpr double kShut = -3;  // the first bias of gates
const std::string kPaper = "Hochreiter and Schmidhuber 1997";

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

void reber(Report& report) {
  const auto lstm =
      over_seeds(kReberSeeds, [](uint64_t s) { return learn_reber(Kind::lstm_1997, s, 12000); });
  const auto elman = over_seeds(2, [](uint64_t s) { return learn_reber(Kind::elman, s, 12000); });
  std::vector<int64_t> seen;
  for (const int64_t n : lstm) seen.push_back(n > 0 ? n : 12000);
  const auto solved = [](const std::vector<int64_t>& all) {
    return std::count_if(all.begin(), all.end(), [](int64_t n) { return n > 0; });
  };
  report.claim({"reber", "embedded Reber: strings until all 512 are right, median", kPaper, "8,440 (100 %)",
                fmt::format("{}", median(seen)), "<= 12000 on 9 seeds", solved(lstm) >= 9,
                fmt::format("{} of {}", solved(lstm), kReberSeeds)});
  report.claim({"reber_elman", "the same by a simple network, in 12,000 strings", kPaper,
                "0 % in 200,000 (one step of blame)", fmt::format("{} of 2", solved(elman)), "", true,
                fmt::format("{} of 2", solved(elman))});
}

// One row for the LSTM and one for the simple network, by the same budget.
template <typename Learn>
void far_apart(Report& report, const std::string& key, const std::string& what, const std::string& published,
               double at_least, double at_most, Learn learn) {
  for (const Kind kind : {Kind::lstm_1997, Kind::elman}) {
    const bool cell = kind == Kind::lstm_1997;
    const auto shares = over_seeds(kSeeds, [&](uint64_t seed) { return learn(kind, seed); });
    const auto good = std::count_if(shares.begin(), shares.end(),
                                    [&](double s) { return cell ? s >= at_least : s <= at_most; });
    report.claim({cell ? key : key + "_elman", what + (cell ? ": LSTM, median" : ": simple network, median"),
                  cell ? kPaper : "", cell ? published : "", percent(median(shares)),
                  cell ? fmt::format(">= {:.0f} % on every seed", 100 * at_least)
                       : fmt::format("<= {:.0f} % on every seed", 100 * at_most),
                  good == kSeeds, fmt::format("{} of {}", good, kSeeds)});
  }
}

void stream(Report& report) {
  for (const Kind kind : {Kind::lstm, Kind::lstm_1997}) {
    const bool gate = kind == Kind::lstm;
    const auto shares = over_seeds(kSeeds, [&](uint64_t seed) { return learn_stream(kind, seed, 2000); });
    report.claim({gate ? "stream" : "stream_1997",
                  fmt::format("Reber without end: the branch is told right, {} forget gate, median",
                              gate ? "with" : "without"),
                  "Gers et al. 2000", gate ? "solved" : "not solved", percent(median(shares)), "", true,
                  fmt::format("{} seeds", kSeeds)});
  }
}

void body(Report& report) {
  reber(report);
  far_apart(report, "adding", "adding at T = 100, within 0.04", "at most 1 wrong of 2,560", 0.95, 0.60,
            [](Kind kind, uint64_t seed) { return learn_adding(kind, seed, kAddingSteps, kShut); });
  const auto ajar =
      over_seeds(kSeeds, [](uint64_t s) { return learn_adding(Kind::lstm_1997, s, kAddingSteps, -1); });
  const auto good = std::count_if(ajar.begin(), ajar.end(), [](double share) { return share >= 0.95; });
  report.claim({"adding_ajar", "adding: LSTM whose gates begin at a bias of -1, not -3: seeds at 95 %", "",
                "", fmt::format("{} of {}", good, kSeeds), "", true, fmt::format("{} of {}", good, kSeeds)});
  far_apart(report, "order", "temporal order 6a, within 0.3", "31,390 sequences to solve", 0.99, 0.40,
            [](Kind kind, uint64_t seed) { return learn_order(kind, seed, 3000); });
  stream(report);
  fading(report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"sequence_long_memory", "E02.3", "what a cell remembers and a simple network does not", "2 min"},
      p2g::body);
}
