// E04.1: A decoder that may look back does not pass through the door (Bahdanau, Cho and Bengio 2014)
#include <fmt/core.h>

#include <atomic>

#include "experiment/experiment.h"
#include "math/threads.h"
#include "string_tasks.h"

namespace p2g {
namespace {

constexpr int kSeeds = 3;
constexpr int64_t kLengths[] = {5, 8, 10, 12, 15, 18, 20, 22, 25, 30};
constexpr size_t kAtTwenty = 6;

// The third has ten times the steps: about the time that the first takes.
enum Model { looking, plain, patient, kModels };

struct Learned {
  std::vector<double> right;  // one for each of kLengths
  int64_t weights = 0;
};

Learned learn(bool reverse, Model model, uint64_t seed) {
  Recipe recipe;
  recipe.reverse = reverse;
  recipe.steps = model == patient ? 20000 : 2000;
  const AttentionSeq2Seq net = learn_strings(recipe, model == looking ? bahdanau_form() : plain_form(), seed);
  Learned learned{{}, parameter_count(net.parameters())};
  Random random(7000);  // the same strings for all
  for (const int64_t length : kLengths)
    learned.right.push_back(share_right(net, strings(200, length, reverse, random)));
  return learned;
}

struct All {
  std::vector<Learned> learned = std::vector<Learned>(2 * kModels * kSeeds);
  Learned& of(bool reverse, int model, int seed) {
    return learned[static_cast<size_t>(((reverse ? kModels : 0) + model) * kSeeds + seed)];
  }
  double mean(bool reverse, int model, size_t length) {
    double total = 0;
    for (int s = 0; s < kSeeds; ++s) total += of(reverse, model, s).right[length] / kSeeds;
    return total;
  }
};

All learn_all(Report& report) {
  All all;
  std::atomic<int64_t> done = 0;
  constexpr int64_t kJobs = 2 * kModels * kSeeds;
  parallel_for(kJobs, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      const int seed = static_cast<int>(i % kSeeds), model = static_cast<int>(i / kSeeds % kModels);
      const bool reverse = i / kSeeds >= kModels;
      all.of(reverse, model, seed) =
          learn(reverse, static_cast<Model>(model), static_cast<uint64_t>(seed + 1));
      report.progress(++done, kJobs, "nets");
    }
  });
  return all;
}

void claim_task(Report& report, All& all, bool reverse) {
  const std::string key = reverse ? "reverse" : "repeat", what = reverse ? "turned round" : "repeated";
  int looks = 0, forgets = 0, grows = 0, patient_loses = 0;
  for (int s = 0; s < kSeeds; ++s) {
    const std::vector<double>&a = all.of(reverse, looking, s).right, &b = all.of(reverse, plain, s).right;
    looks += a[kAtTwenty] >= 0.95, forgets += b[kAtTwenty] <= 0.6;
    grows += a[0] - b[0] < a[2] - b[2] && a[2] - b[2] < a[4] - b[4];
    patient_loses += all.of(reverse, patient, s).right[kAtTwenty] < a[kAtTwenty];
  }
  const auto percent = [&](int model, size_t length) {
    return fmt::format("{:.0f}", 100 * all.mean(reverse, model, length));
  };
  const auto of_seeds = [](int k) { return fmt::format("{} of {}", k, kSeeds); };
  report.claim({.key = key + "_attention",
                .what = fmt::format("20 symbols {}, right as a whole, with attention, %", what),
                .paper = "",
                .published = "",
                .ours = percent(looking, kAtTwenty),
                .limit = ">= 95, every seed",
                .holds = looks == kSeeds,
                .seeds = of_seeds(looks)});
  report.claim({.key = key + "_plain",
                .what = "the same without, as many steps, %",
                .paper = "",
                .published = "",
                .ours = percent(plain, kAtTwenty),
                .limit = "<= 60, every seed",
                .holds = forgets == kSeeds,
                .seeds = of_seeds(forgets)});
  report.claim({.key = key + "_patient",
                .what = "the same without, ten times the steps, %",
                .paper = "",
                .published = "",
                .ours = percent(patient, kAtTwenty),
                .limit = "below attention, every seed",
                .holds = patient_loses == kSeeds,
                .seeds = of_seeds(patient_loses)});
  report.claim({.key = key + "_gap",
                .what = "gap at 5, 10 and 15 symbols, as many steps, %",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.0f}, {:.0f}, {:.0f}",
                                    100 * (all.mean(reverse, looking, 0) - all.mean(reverse, plain, 0)),
                                    100 * (all.mean(reverse, looking, 2) - all.mean(reverse, plain, 2)),
                                    100 * (all.mean(reverse, looking, 4) - all.mean(reverse, plain, 4))),
                .limit = "grows with length, every seed",
                .holds = grows == kSeeds,
                .seeds = of_seeds(grows)});
  report.fact(key + "_at_30", percent(looking, std::size(kLengths) - 1));
}

void run(Report& report) {
  All all = learn_all(report);
  for (const bool reverse : {false, true}) {
    claim_task(report, all, reverse);
    std::vector<Row> rows;
    for (size_t l = 0; l < std::size(kLengths); ++l) {
      Row row{std::to_string(kLengths[l])};
      for (int model = 0; model < kModels; ++model)
        row.push_back(fmt::format("{:.3f}", all.mean(reverse, model, l)));
      rows.push_back(row);
    }
    report.table(reverse ? "bottleneck-reverse" : "bottleneck-repeat",
                 {"length", "attention", "plain", "plain_10x"}, rows);
  }
  report.claim({.key = "bleu",
                .what = "BLEU of sentences up to 50 words, without and with attention",
                .paper = "Bahdanau et al. 2014, all words",
                .published = "17.82 and 26.75",
                .ours = "not run: E04.5 has ours"});
  report.fact("attention_weights", fmt::format("{}", all.of(true, looking, 0).weights));
  report.fact("plain_weights", fmt::format("{}", all.of(true, plain, 0).weights));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"attention_bottleneck", "E04.1", "how long a string can pass through one state?", "2 min"},
      p2g::run);
}
