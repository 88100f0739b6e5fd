// E05.2: a GPT learns to add, with the answer's digits last first, and as we write them (Karpathy 2020)
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

#include "experiment/experiment.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "transformer/gpt.h"

namespace p2g {
namespace {

constexpr int kSeeds = 3, kSteps = 2500, kEvery = 100, kBatch = 128, kTests = 500;
constexpr int64_t kQuestion = 4, kAnswer = 3, kDigits = kQuestion + kAnswer;

enum class Order { reversed, plain };

// 85 and 50 -> 8 5 5 0 5 3 1, the sum's last digit first; in plain order 8 5 5 0 1 3 5.
std::vector<int32_t> digits_of(int32_t pair, Order order) {
  const int32_t a = pair / 100, b = pair % 100, sum = a + b;
  std::vector<int32_t> digits{a / 10, a % 10, b / 10, b % 10, sum % 10, sum / 10 % 10, sum / 100};
  if (order == Order::plain) std::reverse(digits.begin() + kQuestion, digits.end());
  return digits;
}

struct Batch {
  Ids inputs, targets;  // (B,6); what belongs to the question is no target
};

Batch batch_of(const std::vector<int32_t>& pairs, Order order) {
  const auto B = std::ssize(pairs);
  constexpr int64_t T = kDigits - 1;
  Batch batch{Ids::filled({B, T}, 0), Ids::filled({B, T}, kIgnored)};
  for (int64_t b = 0; b < B; ++b) {
    const std::vector<int32_t> digits = digits_of(pairs[static_cast<size_t>(b)], order);
    for (int64_t t = 0; t < T; ++t) {
      batch.inputs[b * T + t] = digits[static_cast<size_t>(t)];
      if (t + 1 >= kQuestion) batch.targets[b * T + t] = digits[static_cast<size_t>(t + 1)];
    }
  }
  return batch;
}

// Share of sums that are right in all three digits, each digit taken greedily after the model's own.
double right(const Gpt& gpt, const std::vector<int32_t>& pairs, Order order) {
  const NoGrad no_grad;
  const auto B = std::ssize(pairs);
  std::vector<std::vector<int32_t>> said;
  for (const int32_t pair : pairs) {
    said.push_back(digits_of(pair, order));
    said.back().resize(kQuestion);
  }
  for (int64_t t = kQuestion; t < kDigits; ++t) {
    Ids ids = Ids::filled({B, t}, 0);
    for (int64_t b = 0; b < B; ++b) std::copy_n(said[static_cast<size_t>(b)].begin(), t, ids.data() + b * t);
    const Array logits = gpt.logits(ids).value();
    for (int64_t b = 0; b < B; ++b) {
      const Real* row = logits.data() + (b * t + t - 1) * 10;
      said[static_cast<size_t>(b)].push_back(static_cast<int32_t>(std::max_element(row, row + 10) - row));
    }
  }
  int64_t count = 0;
  for (size_t b = 0; b < pairs.size(); ++b) count += said[b] == digits_of(pairs[b], order);
  return static_cast<double>(count) / static_cast<double>(B);
}

struct Learned {
  std::vector<double> curve;  // right of the test pairs, every kEvery steps
  double end = 0;
  std::optional<int> steps_to_99;
};

Learned learn(uint64_t seed, Order order) {
  Random random(seed);
  std::vector<int32_t> pairs(10000);
  std::iota(pairs.begin(), pairs.end(), 0);
  random.shuffle(pairs);
  const std::vector<int32_t> test(pairs.begin(), pairs.begin() + kTests);
  const std::vector<int32_t> train(pairs.begin() + kTests, pairs.end());
  GptConfig config;
  config.vocabulary = 10, config.context = kDigits - 1, config.channels = 64, config.layers = 2,
  config.heads = 4;
  const Gpt gpt(config, random);
  constexpr double kRate = 3e-3;
  Adam adam(gpt.parameters(), kRate, 0.9, 0.95);
  Learned learned;
  for (int step = 1; step <= kSteps; ++step) {
    std::vector<int32_t> drawn;
    for (int i = 0; i < kBatch; ++i) drawn.push_back(train[random.below(train.size())]);
    const Batch batch = batch_of(drawn, order);
    adam.learning_rate = kRate * 0.5 * (1 + std::cos(std::numbers::pi * step / kSteps));
    zero_grad(gpt.parameters());
    backward(gpt.loss(batch.inputs, batch.targets));
    adam.step();
    if (step % kEvery != 0) continue;
    learned.curve.push_back(right(gpt, test, order));
    if (!learned.steps_to_99 && learned.curve.back() >= 0.99) learned.steps_to_99 = step;
  }
  learned.end = learned.curve.back();
  return learned;
}

double worst(const std::vector<Learned>& all) {
  return std::min_element(all.begin(), all.end(),
                          [](const Learned& a, const Learned& b) { return a.end < b.end; })
      ->end;
}

std::string steps_text(const std::vector<Learned>& all) {
  std::string text;
  for (const Learned& l : all)
    text += (text.empty() ? "" : ", ") + (l.steps_to_99 ? std::to_string(*l.steps_to_99) : "never");
  return text;
}

void write_curves(Report& report, const std::vector<Learned>& reversed, const std::vector<Learned>& plain) {
  std::vector<Row> rows;
  for (size_t i = 0; i < reversed[0].curve.size(); ++i) {
    Row row{std::to_string((static_cast<int>(i) + 1) * kEvery)};
    for (const auto* all : {&reversed, &plain})
      for (const Learned& l : *all) row.push_back(fmt::format("{:.1f}", 100 * l.curve[i]));
    rows.push_back(row);
  }
  Row names{"step"};
  for (const char* order : {"reversed", "plain"})
    for (int seed = 1; seed <= kSeeds; ++seed) names.push_back(fmt::format("{}_{}", order, seed));
  report.table("addition", names, rows);
}

void run(Report& report) {
  std::vector<Learned> reversed, plain;
  for (int seed = 1; seed <= kSeeds; ++seed) {
    reversed.push_back(learn(static_cast<uint64_t>(seed), Order::reversed));
    report.progress(2 * seed - 1, 2 * kSeeds, "training");
    plain.push_back(learn(static_cast<uint64_t>(seed), Order::plain));
    report.progress(2 * seed, 2 * kSeeds, "training");
  }
  const auto good =
      std::count_if(reversed.begin(), reversed.end(), [](const Learned& l) { return l.end >= 0.99; });
  int slower = 0;
  for (size_t i = 0; i < reversed.size(); ++i)
    slower += reversed[i].steps_to_99 &&
              (!plain[i].steps_to_99 || *plain[i].steps_to_99 > *reversed[i].steps_to_99);
  report.claim({.key = "reversed",
                .what = "last digit first: % of 500 unseen sums right, worst seed",
                .paper = "minGPT",
                .published = "",
                .ours = fmt::format("{:.1f}", 100 * worst(reversed)),
                .limit = ">= 99",
                .holds = good == kSeeds,
                .seeds = fmt::format("{} of {}", good, kSeeds)});
  report.claim({.key = "plain",
                .what = "first digit first: % of 500 unseen sums right, worst seed",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.1f}", 100 * worst(plain))});
  report.claim({.key = "slower",
                .what = "steps until 99 % are right: plain order needs more",
                .paper = "",
                .published = "",
                .ours = fmt::format("{} against {}", steps_text(plain), steps_text(reversed)),
                .limit = "more, on each seed",
                .holds = slower == kSeeds,
                .seeds = fmt::format("{} of {}", slower, kSeeds)});
  write_curves(report, reversed, plain);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"transformer_addition", "E05.2",
                               "can a GPT learn to add, and does the order of the digits matter?", "2 min"},
                              p2g::run);
}
