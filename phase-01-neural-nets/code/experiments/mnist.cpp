// E01.5: Handwritten digits: a linear machine, LeCun's two nets, and what came after (LeCun et al. 1998)
#include <fmt/core.h>

#include <algorithm>
#include <chrono>

#include "experiment/experiment.h"
#include "mnist_net.h"

namespace p2g {
namespace {

// The last training images are held out: they choose the epoch, and the test images choose nothing.
constexpr int64_t kHeldOut = 5000;
constexpr int kSeeds = 3;

struct Epoch {
  double loss, held_out, test;  // nats while learning; errors in percent
};

struct Outcome {
  std::vector<Epoch> epochs;
  size_t chosen = 0;   // the epoch that the held-out images choose
  Array test_answers;  // of that epoch
  double seconds = 0;
  double test() const { return epochs[chosen].test; }
};

template <typename Optimizer>
Outcome train(const Recipe& recipe, const Net& net, Optimizer optimizer, const Mnist& mnist, Random& random) {
  const auto start = std::chrono::steady_clock::now();
  const int64_t learned = mnist.train.count() - kHeldOut;
  const Digits train = slice(mnist.train, 0, learned), held_out = slice(mnist.train, learned, kHeldOut);
  Outcome outcome;
  for (int epoch = 0; epoch < recipe.epochs; ++epoch) {
    const double loss = learn_epoch(recipe, epoch, net, optimizer, train, random);
    const Array test = answers(net, mnist.test);
    const double errors = static_cast<double>(count_errors(test, mnist.test.labels));
    outcome.epochs.push_back(
        {loss, error_percent(net, held_out), 100 * errors / static_cast<double>(mnist.test.count())});
    if (epoch == 0 || outcome.epochs.back().held_out < outcome.epochs[outcome.chosen].held_out) {
      outcome.chosen = outcome.epochs.size() - 1;
      outcome.test_answers = test;
    }
  }
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

Outcome train(const Recipe& recipe, const Mnist& mnist, uint64_t seed) {
  Random random(seed);
  const Net net(recipe, random);
  const Parameters parameters = net.parameters();
  if (recipe.adam) return train(recipe, net, Adam(parameters, recipe.rate), mnist, random);
  return train(recipe, net, Sgd(parameters, recipe.rate, /*momentum=*/0.9), mnist, random);
}

using Outcomes = std::vector<Outcome>;  // of one recipe, one a seed

// LeCun's two nets by plain descent with momentum; the others as networks are trained since 2014.
std::vector<Recipe> recipes() {
  std::vector<Recipe> all{
      {"linear", "784-10, no hidden unit", {}, false, 64, 6, 0.05},
      {"hidden_300", "784-300-10", {300}, false, 64, 10, 0.05},
      {"hidden_300_100", "784-300-100-10", {300, 100}, false, 64, 10, 0.05},
      {"dropout", "784-512-512-10, Adam, dropout", {512, 512}, true, 64, 15, 0.001},
      {"modern", "the same, images shifted too", {512, 512}, true, 64, 12, 0.001},
  };
  all[3].drop_input = 0.2, all[3].drop_hidden = 0.5;
  all[4].drop_hidden = 0.2, all[4].shift = 2;
  return all;
}

double median_of(const Outcomes& outcomes, double (*value)(const Outcome&)) {
  std::vector<double> values;
  for (const Outcome& outcome : outcomes) values.push_back(value(outcome));
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double median_error(const Outcomes& outcomes) {
  return median_of(outcomes, [](const Outcome& o) { return o.test(); });
}

Claim claim_of(const Recipe& recipe, const Outcomes& outcomes, const std::string& paper,
               const std::string& published) {
  return {recipe.key, recipe.what + ", % of test images misread", paper, published,
          fmt::format("{:.2f}", median_error(outcomes))};
}

// Every seed must stay within the limit.
Claim bounded(Claim claim, const Outcomes& outcomes, double limit) {
  const auto good =
      std::count_if(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return o.test() <= limit; });
  claim.limit = fmt::format("<= {}", limit);
  claim.seeds = fmt::format("{} of {}", good, outcomes.size());
  claim.holds = good == std::ssize(outcomes);
  return claim;
}

Claim worse_than(Claim claim, const Outcomes& outcomes, const std::vector<const Outcomes*>& others) {
  double worst = 0;
  for (const Outcomes* other : others)
    for (const Outcome& outcome : *other) worst = std::max(worst, outcome.test());
  const auto good =
      std::count_if(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return o.test() > worst; });
  claim.limit = "worse than both nets";
  claim.seeds = fmt::format("{} of {}", good, outcomes.size());
  claim.holds = good == std::ssize(outcomes);
  return claim;
}

// The first seed's curves; recipes by number, from 1.
void write_curves(const Report& report, const std::vector<Outcomes>& all) {
  std::vector<Row> rows;
  for (size_t r = 0; r < all.size(); ++r)
    for (size_t e = 0; e < all[r][0].epochs.size(); ++e) {
      const Epoch& epoch = all[r][0].epochs[e];
      rows.push_back({std::to_string(r + 1), std::to_string(e + 1), fmt::format("{:.4f}", epoch.loss),
                      fmt::format("{:.2f}", epoch.held_out), fmt::format("{:.2f}", epoch.test)});
    }
  report.table("mnist-curves", {"recipe", "epoch", "loss", "held_out_error", "test_error"}, rows);
}

struct Misread {
  int64_t image;
  int32_t read, label;
  Real margin;  // by how much the wrong answer wins
};

std::vector<Misread> misread(const Array& logits, const Ids& labels) {
  std::vector<Misread> all;
  for (int64_t i = 0; i < labels.size(); ++i) {
    const Real* row = logits.data() + i * kDigitClasses;
    const auto read = static_cast<int32_t>(std::max_element(row, row + kDigitClasses) - row);
    if (read != labels[i]) all.push_back({i, read, labels[i], row[read] - row[labels[i]]});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Misread& a, const Misread& b) { return a.margin > b.margin; });
  return all;
}

// Three rows of six digits, the surest mistakes first: ink from 0 to 255, and what each was and was read as.
void write_misread(const Report& report, const std::vector<Misread>& digits, const Array& images) {
  constexpr int64_t kAcross = 6, kDown = 3;
  const auto count = std::min<int64_t>(kAcross * kDown, std::ssize(digits));
  Row columns;
  for (int64_t x = 0; x < kAcross * kDigitSide; ++x) columns.push_back(fmt::format("x{}", x));
  std::vector<Row> ink(static_cast<size_t>(kDown * kDigitSide), Row(columns.size(), "0")), labels;
  for (int64_t d = 0; d < count; ++d) {
    const Misread& digit = digits[static_cast<size_t>(d)];
    const int64_t left = d % kAcross * kDigitSide, top = d / kAcross * kDigitSide;
    for (int64_t p = 0; p < kDigitPixels; ++p)
      ink[static_cast<size_t>(top + p / kDigitSide)][static_cast<size_t>(left + p % kDigitSide)] =
          fmt::format("{:.0f}", 255 * images[digit.image * kDigitPixels + p]);
    labels.push_back(
        {std::to_string(left), std::to_string(top), std::to_string(digit.label), std::to_string(digit.read)});
  }
  report.table("mnist-misread", columns, ink);
  report.table("mnist-misread-labels", {"x", "y", "label", "read"}, labels);
}

std::vector<Outcomes> run_all(Report& report, const std::vector<Recipe>& all, const Mnist& mnist) {
  std::vector<Outcomes> outcomes(all.size());
  for (size_t r = 0; r < all.size(); ++r)
    for (int seed = 1; seed <= kSeeds; ++seed) {
      outcomes[r].push_back(train(all[r], mnist, static_cast<uint64_t>(seed)));
      report.progress(static_cast<int64_t>(r) * kSeeds + seed, std::ssize(all) * kSeeds, "net");
    }
  return outcomes;
}

void body(Report& report) {
  const Mnist mnist = load_mnist(need_data("mnist/train-images-idx3-ubyte.gz", "mnist").parent_path());
  const std::vector<Recipe> all = recipes();
  const std::vector<Outcomes> outcomes = run_all(report, all, mnist);
  const std::string lecun = "LeCun et al. 1998";
  report.claim(
      worse_than(claim_of(all[0], outcomes[0], lecun, "12.0"), outcomes[0], {&outcomes[1], &outcomes[2]}));
  report.claim(bounded(claim_of(all[1], outcomes[1], lecun, "4.7"), outcomes[1], 4.7));
  report.claim(bounded(claim_of(all[2], outcomes[2], lecun, "3.05"), outcomes[2], 3.05));
  report.claim(
      claim_of(all[3], outcomes[3], "Srivastava et al. 2014 (from memory), 3 layers of 1024", "1.25"));
  report.claim(bounded(claim_of(all[4], outcomes[4], lecun + ", deslanted images, 300 hidden", "1.6"),
                       outcomes[4], 1.6));
  for (size_t r = 0; r < all.size(); ++r)
    report.fact(all[r].key + "_seconds",
                fmt::format("{:.1f}", median_of(outcomes[r], [](const Outcome& o) { return o.seconds; })));
  const std::vector<Misread> digits = misread(outcomes[4][0].test_answers, mnist.test.labels);
  report.fact("misread", std::to_string(digits.size()));
  write_curves(report, outcomes);
  write_misread(report, digits, mnist.test.images);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"nn_mnist", "E01.5", "how many of 10,000 handwritten digits does a net misread?", "2 min"},
      p2g::body);
}
