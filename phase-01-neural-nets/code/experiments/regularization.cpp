// E01.7, quick: A thousand digits are soon known by heart: weight decay, dropout, shifts (Srivastava et al.
// 2014)
#include <fmt/core.h>

#include <cmath>

#include "experiment/experiment.h"
#include "mnist_net.h"

namespace p2g {
namespace {

constexpr int64_t kFew = 1000;
constexpr int kSeeds = 5, kEpochs = 60, kAsked = 5;  // the test images are asked every fifth epoch

struct Way {
  Recipe recipe;
  double weight_decay;
};

std::vector<Way> ways() {
  const Recipe plain{"plain", "nothing", {300}, false, 20, kEpochs, 0.05};
  std::vector<Way> all(4, {plain, 0});
  all[1].recipe.key = "decay", all[1].recipe.what = "weight decay 0.01", all[1].weight_decay = 0.01;
  all[2].recipe.key = "dropout",
  all[2].recipe.what = "dropout, half of the hidden units and a fifth of the pixels";
  all[2].recipe.drop_hidden = 0.5, all[2].recipe.drop_input = 0.2;
  all[3].recipe.key = "shifts", all[3].recipe.what = "shifts by up to two pixels", all[3].recipe.shift = 2;
  return all;
}

struct Outcome {
  std::vector<double> losses,
      errors;  // every fifth epoch: nats on the images it learns, percent of the test images
  double train_error = 0;
};

Outcome train(const Way& way, const Digits& few, const Digits& test, uint64_t seed) {
  Random random(seed);
  const Net net(way.recipe, random);
  Sgd sgd(net.parameters(), way.recipe.rate, /*momentum=*/0.9, way.weight_decay);
  Outcome outcome;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    const double loss = learn_epoch(way.recipe, epoch, net, sgd, few, random);
    if ((epoch + 1) % kAsked != 0) continue;
    outcome.losses.push_back(loss);
    outcome.errors.push_back(error_percent(net, test));
  }
  outcome.train_error = error_percent(net, few);
  return outcome;
}

double mean_error(const std::vector<Outcome>& outcomes) {
  double total = 0;
  for (const Outcome& outcome : outcomes) total += outcome.errors.back();
  return total / static_cast<double>(outcomes.size());
}

// Seed by seed, against the plain net of the same seed. Weight decay is only shown: a sweep over 0.002 and
// 0.01 found it better on 3 and 2 of 5 seeds.
Claim claim_of(const Way& way, const std::vector<Outcome>& outcomes, const std::vector<Outcome>& plain) {
  Claim claim{way.recipe.key, "test images misread with " + way.recipe.what + ", %", "", "",
              fmt::format("{:.1f}", mean_error(outcomes))};
  if (&outcomes == &plain) return claim;
  int better = 0;
  for (size_t seed = 0; seed < plain.size(); ++seed)
    better += outcomes[seed].errors.back() < plain[seed].errors.back();
  if (way.weight_decay == 0) claim.limit = "fewer than with nothing";
  claim.seeds = fmt::format("{} of {}", better, kSeeds);
  claim.holds = better == kSeeds;
  return claim;
}

void write_curves(const Report& report, const std::vector<std::vector<Outcome>>& all) {
  std::vector<Row> rows;
  for (size_t w = 0; w < all.size(); ++w)
    for (size_t e = 0; e < all[w][0].errors.size(); ++e)
      rows.push_back({std::to_string(w + 1), std::to_string((e + 1) * kAsked),
                      fmt::format("{:.4f}", all[w][0].losses[e]),
                      fmt::format("{:.2f}", all[w][0].errors[e])});
  report.table("regularization-curves", {"way", "epoch", "loss", "test_error"}, rows);
}

void body(Report& report) {
  const Mnist mnist = load_mnist(need_data("mnist/train-images-idx3-ubyte.gz", "mnist").parent_path());
  const Digits few = slice(mnist.train, 0, kFew);
  const std::vector<Way> all = ways();
  std::vector<std::vector<Outcome>> outcomes(all.size());
  for (size_t w = 0; w < all.size(); ++w)
    for (int seed = 1; seed <= kSeeds; ++seed) {
      outcomes[w].push_back(train(all[w], few, mnist.test, static_cast<uint64_t>(seed)));
      report.progress(static_cast<int64_t>(w) * kSeeds + seed, std::ssize(all) * kSeeds, "net");
    }
  int by_heart = 0;
  for (const Outcome& outcome : outcomes[0]) by_heart += outcome.train_error == 0;
  report.claim({"by_heart", "of its 1,000 images a plain net misreads, %", "", "",
                fmt::format("{:.1f}", outcomes[0][0].train_error), "0", by_heart == kSeeds,
                fmt::format("{} of {}", by_heart, kSeeds)});
  for (size_t w = 0; w < all.size(); ++w) report.claim(claim_of(all[w], outcomes[w], outcomes[0]));
  write_curves(report, outcomes);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"nn_regularization", "E01.7", "what helps a net that knows its thousand digits by heart?", "20 s"},
      p2g::body);
}
