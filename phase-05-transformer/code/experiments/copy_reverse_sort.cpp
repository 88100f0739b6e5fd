// E05.7, quick: Copy, reverse, sort: three orders for one network (Vaswani et al. 2017)
#include <fmt/core.h>

#include <algorithm>

#include "experiment/experiment.h"
#include "math/threads.h"
#include "nn/optimizer.h"
#include "transformer/encoder_decoder.h"

namespace p2g {
namespace {

constexpr int kSeeds = 3, kSteps = 500;
constexpr int64_t kSymbols = 10, kShortest = 2, kLongest = 10, kBatch = 32;

struct Task {
  std::string key, what;
  void (*order)(std::vector<int32_t>& symbols);
};
const Task kTasks[] = {
    {"copy", "as they came", [](std::vector<int32_t>&) {}},
    {"reverse", "the last first", [](std::vector<int32_t>& s) { std::ranges::reverse(s); }},
    {"sort", "the smallest first", [](std::vector<int32_t>& s) { std::ranges::sort(s); }},
};

std::vector<IdPair> pairs_of(const Task& task, int64_t count, int64_t shortest, int64_t longest,
                             Random& random) {
  std::vector<IdPair> pairs = copy_task(count, kSymbols, shortest, longest, random);
  for (IdPair& pair : pairs) task.order(pair.target);
  return pairs;
}

// The share of answers that are right as a whole.
double exact(const EncoderDecoder& model, const std::vector<IdPair>& pairs) {
  std::vector<std::vector<int32_t>> sources;
  for (const IdPair& pair : pairs) sources.push_back(pair.source);
  const auto answers = translate(model, sources, {.longest = 20});
  double right = 0;
  for (size_t i = 0; i < pairs.size(); ++i) right += answers[i] == pairs[i].target;
  return right / static_cast<double>(pairs.size());
}

struct Learned {
  double seen_lengths, longer;
};

Learned learn(const Task& task, uint64_t seed) {
  Random random(seed);
  EncoderDecoderConfig config{.source_words = kFirstWord + kSymbols, .target_words = kFirstWord + kSymbols};
  config.stack = {.channels = 64, .inner = 128, .heads = 4, .layers = 2, .pre_norm = true};
  config.longest = 32, config.dropout = 0, config.smoothing = 0;
  const EncoderDecoder model(config, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, 0, 0.9, 0.98, 1e-9);
  for (int step = 0; step < kSteps; ++step) {
    const TranslationBatch batch = translation_batch(pairs_of(task, kBatch, kShortest, kLongest, random));
    const double warm = std::min(1.0, (step + 1) / 50.0), left = 1 - static_cast<double>(step) / kSteps;
    adam.learning_rate = 0.003 * warm * left;
    zero_grad(parameters);
    backward(model.loss(batch));
    adam.step();
  }
  return {exact(model, pairs_of(task, 300, kShortest, kLongest, random)),
          exact(model, pairs_of(task, 100, kLongest + 2, kLongest + 4, random))};
}

void run(Report& report) {
  constexpr int kJobs = 3 * kSeeds;
  std::vector<Learned> all(kJobs);
  parallel_for(kJobs, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      all[static_cast<size_t>(i)] = learn(kTasks[i / kSeeds], static_cast<uint64_t>(i % kSeeds + 1));
  });
  for (size_t t = 0; t < 3; ++t) {
    std::vector<double> seen, longer;
    for (size_t s = 0; s < kSeeds; ++s) {
      seen.push_back(all[t * kSeeds + s].seen_lengths);
      longer.push_back(all[t * kSeeds + s].longer);
    }
    std::ranges::sort(seen), std::ranges::sort(longer);
    const auto good = std::ranges::count_if(seen, [](double share) { return share >= 0.95; });
    report.claim({.key = kTasks[t].key,
                  .what = fmt::format("2 to 10 symbols, {}: right as a whole, %", kTasks[t].what),
                  .paper = "",
                  .published = "",
                  .ours = fmt::format("{:.1f}", 100 * seen[kSeeds / 2]),
                  .limit = fmt::format("95 or more in all {}", kSeeds),
                  .holds = good == kSeeds,
                  .seeds = fmt::format("{} of {}", good, kSeeds)});
    report.claim({.key = kTasks[t].key + "_longer",
                  .what = "the same with 12 to 14 symbols, longer than any it learned from",
                  .paper = "",
                  .published = "",
                  .ours = fmt::format("{:.1f}", 100 * longer[kSeeds / 2])});
  }
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"transformer_copy_reverse_sort", "E05.7", "can one network copy, reverse and sort?", "10 s"},
      p2g::run);
}
