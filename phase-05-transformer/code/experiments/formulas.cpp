// E05.1, quick: the formulas of the transformer, each held by what it promises (Vaswani et al. 2017)
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "experiment/experiment.h"
#include "transformer/gpt.h"
#include "transformer/label_smoothing.h"
#include "transformer/noam.h"
#include "transformer/sinusoids.h"

namespace p2g {
namespace {

void learning_rate(Report& report) {
  int64_t peak = 1;
  for (int64_t step = 1; step <= 100000; ++step)
    if (noam_rate(step, 512, 4000) > noam_rate(peak, 512, 4000)) peak = step;
  report.claim({"peak_step", "highest learning rate, warm-up of 4000: at step", "Vaswani 2017", "4000",
                fmt::format("{}", peak), "exactly 4000", peak == 4000});
  const double base = noam_rate(4000, 512, 4000), big = noam_rate(4000, 1024, 4000);
  report.claim({"peak_base", "its height, d = 512", "formula of Vaswani 2017", "6.98771e-4",
                fmt::format("{:.5e}", base), "to 1e-9", std::abs(base - 6.98771e-4) < 1e-9});
  report.claim({"peak_big", "its height, d = 1024", "formula of Vaswani 2017", "4.94106e-4",
                fmt::format("{:.5e}", big), "to 1e-9", std::abs(big - 4.94106e-4) < 1e-9});
}

void smoothing(Report& report) {
  for (const auto& [V, floor] : {std::pair{65, 0.7312}, {512, 0.9471}, {50257, 1.4075}}) {
    const double ours = smoothing_floor(V, 0.1);
    report.claim({fmt::format("floor_{}", V), fmt::format("least smoothed loss of {} words, ε = 0.1", V),
                  "entropy of the target", fmt::format("{:.4f}", floor), fmt::format("{:.4f}", ours),
                  "to 1e-4", std::abs(ours - floor) < 1e-4});
  }
}

// For each k one turn R, found from the first two places alone, has to bring every p to p + k.
void rotation(Report& report) {
  constexpr int64_t kPlaces = 512, kC = 512;
  const Array table = sinusoids(kPlaces, kC);
  double worst = 0;
  for (const int64_t k : {1, 7, 64, 300})
    for (int64_t c = 0; c < kC; c += 2) {
      // PE(0) = (0, 1), so PE(k) = (sin θ, cos θ) is the turn itself
      const double s = table[k * kC + c], t = table[k * kC + c + 1];
      for (int64_t p = 0; p + k < kPlaces; ++p) {
        const double sine = table[p * kC + c], cosine = table[p * kC + c + 1];
        const Real* later = table.data() + (p + k) * kC + c;
        worst = std::max({worst, std::abs(sine * t + cosine * s - static_cast<double>(later[0])),
                          std::abs(cosine * t - sine * s - static_cast<double>(later[1]))});
      }
    }
  report.claim({"rotation", "PE(p + k) beside PE(p) turned by a matrix of k alone: largest difference",
                "Vaswani 2017", "a linear function", fmt::format("{:.0e}", worst), "< 1e-6", worst < 1e-6});
}

constexpr int kSeeds = 5;

// A small GPT, every token of the sequence changed in turn.
void causality(Report& report) {
  constexpr int64_t kT = 12, kV = 17;
  int kept = 0, reached = 0;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Random random(seed);
    const Gpt gpt({kV, kT, 16, 2, 2}, random);
    Ids ids({1, kT}, {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8});
    const Array before = gpt.logits(ids).value();
    bool earlier_same = true, later_differ = true;
    for (int64_t j = 0; j < kT; ++j) {
      const int32_t kept_id = ids[j];
      ids[j] = static_cast<int32_t>((kept_id + 1) % kV);
      const Array after = gpt.logits(ids).value();
      ids[j] = kept_id;
      for (int64_t i = 0; i < kT; ++i) {
        const bool same =
            std::equal(after.data() + i * kV, after.data() + (i + 1) * kV, before.data() + i * kV);
        if (i < j) earlier_same = earlier_same && same;
        if (i >= j) later_differ = later_differ && !same;
      }
    }
    kept += earlier_same, reached += later_differ;
  }
  const auto of_all = [](int n) { return fmt::format("{} of {}", n, kSeeds); };
  report.claim({"causal", "token j changed: outputs before j stay the same, bit for bit", "Vaswani 2017",
                "no leftward flow", of_all(kept) + " models", "all", kept == kSeeds, of_all(kept)});
  report.claim({"causal_reach", "and outputs from j on all change", "", "", of_all(reached) + " models",
                "all", reached == kSeeds, of_all(reached)});
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"transformer_formulas", "E05.1", "Do the formulas keep their promises?", "1 s"},
      [](p2g::Report& report) {
        p2g::learning_rate(report);
        p2g::smoothing(report);
        p2g::rotation(report);
        p2g::causality(report);
      });
}
