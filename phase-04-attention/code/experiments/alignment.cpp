// E04.2: Attention finds where to look by itself (Bahdanau, Cho and Bengio 2014)
#include <fmt/core.h>

#include "experiment/experiment.h"
#include "math/threads.h"
#include "string_tasks.h"

namespace p2g {
namespace {

constexpr int kSeeds = 3;
constexpr int64_t kLength = 15;

// A net, a task, and by how many places its largest weight is off; the shares of symbols: on the
// symbol itself, on the place after it (on the last one, where there is none), on either.
struct Trial {
  const char* key;
  bool reverse;
  TranslatorForm form;
  int steps;
  std::vector<double> exact = std::vector<double>(kSeeds), after = exact, either = exact, right = exact;
};

// Where each step of an answer looks most, the true symbols being fed.
Array weights_of(const AttentionSeq2Seq& net, const IdPair& pair) {
  const NoGrad no_grad;
  Array weights;
  net(batch_of(std::span(&pair, 1), false), {}, &weights);
  return weights;  // (1,T,S)
}

void measure(Trial& trial, size_t seed, const AttentionSeq2Seq& net, const std::vector<IdPair>& pairs) {
  double exact = 0, after = 0, either = 0;
  for (const IdPair& pair : pairs) {
    const Array weights = weights_of(net, pair);
    for (int64_t t = 0; t < kLength; ++t) {
      const Real* row = weights.data() + t * kLength;
      const auto place = std::max_element(row, row + kLength) - row;
      const int64_t symbol = trial.reverse ? kLength - 1 - t : t;
      const int64_t next = std::min(symbol + 1, kLength - 1);
      exact += place == symbol, after += place == next, either += place == symbol || place == next;
    }
  }
  const double all = static_cast<double>(std::ssize(pairs) * kLength);
  trial.exact[seed] = exact / all, trial.after[seed] = after / all, trial.either[seed] = either / all;
  trial.right[seed] = share_right(net, pairs);
}

void draw(Report& report, const Trial& trial, const AttentionSeq2Seq& net, const IdPair& pair) {
  const Array weights = weights_of(net, pair);
  std::vector<Row> rows;
  for (int64_t i = 0; i < weights.size(); ++i)
    rows.push_back({std::to_string(i / kLength + 1), std::to_string(i % kLength + 1),
                    fmt::format("{:.4f}", weights[i])});
  report.table(fmt::format("alignment-{}", trial.key), {"step", "place", "weight"}, rows);
}

void learn(Report& report, std::vector<Trial>& trials) {
  parallel_for(std::ssize(trials) * kSeeds, 1, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i) {
      Trial& trial = trials[static_cast<size_t>(i / kSeeds)];
      const auto seed = static_cast<size_t>(i % kSeeds);
      Recipe recipe;
      recipe.reverse = trial.reverse, recipe.steps = trial.steps;
      const AttentionSeq2Seq net = learn_strings(recipe, trial.form, seed + 1);
      Random random(7100);
      const std::vector<IdPair> pairs = strings(100, kLength, trial.reverse, random);
      measure(trial, seed, net, pairs);
      if (seed == 0) draw(report, trial, net, pairs[0]);
    }
  });
}

// In how many seeds a share is 0.9 or more, and the least of them.
void claim(Report& report, const Trial& trial, const std::string& what, const std::vector<double>& shares) {
  const auto good = std::ranges::count_if(shares, [](double share) { return share >= 0.9; });
  report.claim({.key = trial.key,
                .what = what,
                .paper = "Bahdanau et al. 2014, figure 3",
                .published = "near the diagonal",
                .ours = fmt::format("{:.1f}", 100 * std::ranges::min(shares)),
                .limit = ">= 90, every seed",
                .holds = good == kSeeds,
                .seeds = fmt::format("{} of {}", good, kSeeds)});
}

double mean(const std::vector<double>& shares) {
  double total = 0;
  for (const double share : shares) total += share / static_cast<double>(shares.size());
  return total;
}

void run(Report& report) {
  const TranslatorForm one_way = luong_form(Score::general, Extent::global, /*input_feeding=*/false);
  std::vector<Trial> trials{{"repeat", false, one_way, 1200},
                            {"reverse", true, one_way, 1200},
                            {"both-ways", true, bahdanau_form(), 700}};
  learn(report, trials);
  const std::vector<double>& both = trials[2].exact;
  claim(report, trials[0], "repeating, read forward: largest weight on the symbol, worst seed, %",
        trials[0].exact);
  claim(report, trials[1], "turning round, read forward: on the place after the symbol, worst seed, %",
        trials[1].after);
  claim(report, trials[2], "turning round, read both ways: on one of these two, worst seed, %",
        trials[2].either);
  report.claim({.key = "on-the-symbol",
                .what = "turning round, read both ways: on the symbol itself, each seed, %",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.0f}, {:.0f}, {:.0f}", 100 * both[0], 100 * both[1], 100 * both[2])});
  for (const Trial& trial : trials)
    report.fact(fmt::format("{}_right", trial.key), fmt::format("{:.0f}", 100 * mean(trial.right)));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"attention_alignment", "E04.2", "where does a decoder look, when nobody told it where?", "25 s"},
      p2g::run);
}
