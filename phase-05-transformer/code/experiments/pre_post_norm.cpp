// E05.3: A norm before the branch, or after it? (Xiong et al. 2020)
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

#include "experiment/experiment.h"
#include "math/entropy.h"
#include "math/threads.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/embedding.h"
#include "nn/optimizer.h"
#include "nn/product.h"
#include "transformer/encoder.h"
#include "transformer/position.h"
#include "transformer/sinusoids.h"

namespace p2g {
namespace {

constexpr int kSeeds = 3, kSteps = 300, kEvery = 10, kWarmUp = 100;
constexpr int64_t kLayers = 8, kC = 64, kT = 32, kBatch = 16;
constexpr double kRate = 1e-3;

struct Text {
  std::vector<int32_t> ids;
  int64_t letters = 0;
};

Text read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  const std::set<char> seen(all.begin(), all.end());
  Text text{{}, std::ssize(seen)};
  for (const char c : all)
    text.ids.push_back(static_cast<int32_t>(std::distance(seen.begin(), seen.find(c))));
  return text;
}

// What a letter costs whoever knows how often each comes, and nothing else.
double letters_alone(const Text& text) {
  std::vector<double> p(static_cast<size_t>(text.letters));
  for (const int32_t id : text.ids) p[static_cast<size_t>(id)] += 1 / static_cast<double>(text.ids.size());
  return entropy(p);
}

// A stack whose places see only those before them: it says the next letter.
struct LetterModel {
  Tensor table;
  Array positions;
  Encoder stack;

  LetterModel(int64_t letters, bool pre_norm, Random& random)
      : table(initial_weight({letters, kC}, 1 / std::sqrt(static_cast<double>(kC)), random)),
        positions(sinusoids(kT, kC)),
        stack({.channels = kC, .inner = 4 * kC, .heads = 4, .layers = kLayers, .pre_norm = pre_norm},
              random) {}

  Tensor loss(const Ids& inputs, const Ids& targets) const {
    const Tensor x = scale(embedding(inputs, table), std::sqrt(static_cast<double>(kC)));
    const Tensor y = stack(add_positions(x, Tensor::constant(positions)), {.causal = true});
    return cross_entropy(matmul_nt(y, table), targets);
  }
  Parameters parameters() const {
    Parameters all{{"table", table}};
    stack.list(all, "");
    return all;
  }
};

std::pair<Ids, Ids> some(const Text& text, Random& random) {
  std::vector<int32_t> inputs, targets;
  for (int64_t b = 0; b < kBatch; ++b) {
    const auto first = static_cast<int64_t>(random.below(text.ids.size() - kT - 1));
    const auto at = text.ids.begin() + first;
    inputs.insert(inputs.end(), at, at + kT);
    targets.insert(targets.end(), at + 1, at + kT + 1);
  }
  return {Ids({kBatch, kT}, std::move(inputs)), Ids({kBatch, kT}, std::move(targets))};
}

struct Way {
  std::string key, what;
  bool pre_norm, warm_up;
};
const std::vector<Way> kWays{{"post", "post-norm, no warm-up", false, false},
                             {"post_warm", "post-norm, warm-up of 100 steps", false, true},
                             {"pre", "pre-norm, no warm-up", true, false}};

struct Learned {
  std::vector<double> curve;      // mean loss of every ten steps
  std::vector<double> gradients;  // at the start: |d loss / d W2| of each layer's network
  double end() const {
    return (curve[curve.size() - 1] + curve[curve.size() - 2] + curve[curve.size() - 3]) / 3;
  }
};

double length_of(const Array& gradient) {
  double total = 0;
  for (int64_t i = 0; i < gradient.size(); ++i) total += static_cast<double>(gradient[i] * gradient[i]);
  return std::sqrt(total);
}

Learned learn(const Text& text, const Way& way, uint64_t seed) {
  Random random(seed);
  const LetterModel model(text.letters, way.pre_norm, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, kRate, 0.9, 0.98, 1e-9);
  Learned learned;
  double total = 0;
  for (int step = 0; step < kSteps; ++step) {
    const auto [inputs, targets] = some(text, random);
    zero_grad(parameters);
    const Tensor loss = model.loss(inputs, targets);
    total += static_cast<double>(loss.item());
    backward(loss);
    if (step == 0)
      for (const EncoderLayer& layer : model.stack.layers)
        learned.gradients.push_back(length_of(layer.feed_forward.outer.weight.grad()));
    adam.learning_rate = way.warm_up ? kRate * std::min(1.0, (step + 1.0) / kWarmUp) : kRate;
    adam.step();
    if ((step + 1) % kEvery == 0) learned.curve.push_back(total / kEvery), total = 0;
  }
  return learned;
}

using All = std::vector<Learned>;  // [way·kSeeds + seed − 1]

const Learned& of(const All& all, size_t way, size_t seed) { return all[way * kSeeds + seed]; }

template <typename F>
double mean(F value) {
  double total = 0;
  for (size_t s = 0; s < kSeeds; ++s) total += value(s) / kSeeds;
  return total;
}

void write_tables(Report& report, const All& all) {
  std::vector<Row> curves, gradients;
  for (size_t i = 0; i < all[0].curve.size(); ++i) {
    Row row{std::to_string((i + 1) * kEvery)};
    for (size_t way = 0; way < kWays.size(); ++way)
      for (size_t s = 0; s < kSeeds; ++s) row.push_back(fmt::format("{:.4f}", of(all, way, s).curve[i]));
    curves.push_back(row);
  }
  for (size_t layer = 0; layer < kLayers; ++layer) {
    Row row{std::to_string(layer + 1)};
    for (const size_t way : {size_t{0}, size_t{2}})
      row.push_back(fmt::format("{:.4f}", mean([&](size_t s) { return of(all, way, s).gradients[layer]; })));
    gradients.push_back(row);
  }
  Row columns{"step"};
  for (const Way& way : kWays)
    for (int s = 1; s <= kSeeds; ++s) columns.push_back(fmt::format("{}_{}", way.key, s));
  report.table("norm-curves", columns, curves);
  report.table("norm-gradients", {"layer", "post", "pre"}, gradients);
}

void claim_losses(Report& report, const All& all) {
  const auto end = [&](size_t way) { return mean([&](size_t s) { return of(all, way, s).end(); }); };
  int pre_below = 0, recovered = 0;
  for (size_t s = 0; s < kSeeds; ++s) {
    pre_below += of(all, 2, s).end() < of(all, 0, s).end() - 0.1;
    recovered += of(all, 1, s).end() < of(all, 0, s).end() - 0.1;
  }
  report.claim({.key = "pre_below_post",
                .what = "loss after 300 steps at rate 1e-3 without warm-up, post-norm and pre-norm, nats",
                .paper = "Xiong et al. 2020",
                .published = "only pre-norm can do without",
                .ours = fmt::format("{:.2f} and {:.2f}", end(0), end(2)),
                .limit = fmt::format("pre-norm is lower by 0.1 in all {}", kSeeds),
                .holds = pre_below == kSeeds,
                .seeds = fmt::format("{} of {}", pre_below, kSeeds)});
  report.claim({.key = "warm_up_recovers",
                .what = "post-norm, without and with a warm-up of 100 steps, nats",
                .paper = "Xiong et al. 2020",
                .published = "post-norm needs the warm-up",
                .ours = fmt::format("{:.2f} and {:.2f}", end(0), end(1)),
                .limit = fmt::format("lower by 0.1 with warm-up in all {}", kSeeds),
                .holds = recovered == kSeeds,
                .seeds = fmt::format("{} of {}", recovered, kSeeds)});
  for (size_t way = 0; way < kWays.size(); ++way)
    report.fact(kWays[way].key, fmt::format("{:.2f}", end(way)));
}

void claim_gradients(Report& report, const All& all) {
  const auto at = [&](size_t way, size_t layer) {
    return mean([&](size_t s) { return of(all, way, s).gradients[layer]; });
  };
  const double post = at(0, kLayers - 1), pre = at(2, kLayers - 1);
  report.claim(
      {.key = "last_gradient",
       .what = "gradient of the last layer's second matrix before the first step, post-norm and pre-norm",
       .paper = "Xiong et al. 2020",
       .published = "√layers smaller with pre-norm (from memory)",
       .ours = fmt::format("{:.3f} and {:.3f}", post, pre),
       .limit = "post-norm's is larger",
       .holds = post > pre});
  report.fact("gradient_ratio", fmt::format("{:.1f}", post / pre));
}

void run(Report& report) {
  const Text text = read_text(need_data("tinyshakespeare/input.txt", "tinyshakespeare"));
  const auto jobs = std::ssize(kWays) * kSeeds;
  All all(static_cast<size_t>(jobs));
  parallel_for(jobs, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      all[static_cast<size_t>(i)] =
          learn(text, kWays[static_cast<size_t>(i / kSeeds)], static_cast<uint64_t>(i % kSeeds + 1));
  });
  claim_losses(report, all);
  claim_gradients(report, all);
  report.fact("letters_alone", fmt::format("{:.2f}", letters_alone(text)));
  write_tables(report, all);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"transformer_pre_post_norm", "E05.3", "does a norm before the branch do without a warm-up?", "1 min"},
      p2g::run);
}
