// E02.5: Read the source backwards, and translation gets easier (Sutskever, Vinyals and Le 2014)
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "experiment/experiment.h"
#include "math/threads.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "sequence/seq2seq.h"

namespace p2g {
namespace {

constexpr int kSeeds = 5;

// What is learned, with how large a net, for how long; the same for both directions.
struct Task {
  std::string key, what;
  int64_t source_words, target_words, embedding, hidden;
  int steps;
  std::vector<IdPair> train, held_out;
};

constexpr int64_t kSymbols = 12, kShortest = 2, kLongest = 14;

Task copying() {
  Random random(99);
  Task task{"copy", "repeat 2 to 14 symbols", kFirstWord + kSymbols, kFirstWord + kSymbols, 16, 64, 800, {},
            {}};
  task.train = copy_task(64000, kSymbols, kShortest, kLongest, random);
  task.held_out = copy_task(1000, kSymbols, kShortest, kLongest, random);
  return task;
}

// English sentences of 4 to 14 words with their French ones; the 2,000 most frequent words of each language.
// The English sentence decides what is held out, so that no source is in both parts.
Task translating() {
  std::vector<SentencePair> pairs;
  for (SentencePair& pair : read_pairs(need_data("eng-fra/fra-eng.zip", "eng-fra")))
    if (pair.source.size() >= 4 && pair.source.size() <= 14 && pair.target.size() <= 18)
      pairs.push_back(std::move(pair));
  Random random(99);
  std::vector<std::vector<std::string>> sources, targets;
  for (const SentencePair& pair : pairs) sources.push_back(pair.source), targets.push_back(pair.target);
  constexpr size_t kWords = 2000;
  const Words english(sources, kWords), french(targets, kWords);
  Task task{"translate", "English to French", english.size(), french.size(), 64, 128, 500, {}, {}};
  bool held_out = false;
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (i == 0 || pairs[i].source != pairs[i - 1].source) held_out = random.below(80) == 0;
    (held_out ? task.held_out : task.train).push_back({english.ids(sources[i]), french.ids(targets[i])});
  }
  return task;
}

struct Learned {
  double held_out;
  std::vector<double> by_length;  // nats a word on held-out pairs, by the length of the source
  std::vector<double> whole;      // share of answers that are right as a whole
};

constexpr size_t kLengths = 15;

// Held-out pairs by the length of their source, at most 60 of each.
std::vector<std::vector<IdPair>> by_length(const std::vector<IdPair>& pairs) {
  std::vector<std::vector<IdPair>> groups(kLengths);
  for (const IdPair& pair : pairs)
    if (pair.source.size() < kLengths && groups[pair.source.size()].size() < 60)
      groups[pair.source.size()].push_back(pair);
  return groups;
}

double share_right(const Seq2Seq& model, const std::vector<IdPair>& pairs, bool reversed) {
  double right = 0;
  for (const IdPair& pair : pairs)
    right += translate_greedily(model, pair.source, reversed, 20) == pair.target;
  return right / static_cast<double>(pairs.size());
}

Learned learn(const Task& task, bool reversed, uint64_t seed) {
  constexpr int64_t kBatch = 64;
  constexpr double kRate = 0.005;
  Random random(seed);
  const Seq2Seq model({task.source_words, task.target_words, task.embedding, task.hidden, 1}, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, kRate);
  for (int step = 0; step < task.steps; ++step) {
    std::vector<IdPair> some;
    for (int64_t b = 0; b < kBatch; ++b) some.push_back(task.train[random.below(task.train.size())]);
    const PairBatch batch = batch_of(some, reversed);
    adam.learning_rate = kRate * (1 - static_cast<double>(step) / task.steps);
    zero_grad(parameters);
    backward(cross_entropy(model(batch), batch.targets));
    adam.step();
  }
  Learned learned{cross_entropy(model, task.held_out, reversed), {}, {}};
  for (const std::vector<IdPair>& group : by_length(task.held_out)) {
    learned.by_length.push_back(group.empty() ? NAN : cross_entropy(model, group, reversed));
    learned.whole.push_back(group.empty() ? NAN : share_right(model, group, reversed));
  }
  return learned;
}

using Both = std::vector<Learned>;  // [seed − 1], then [seeds + seed − 1] with the source reversed

Both learn_both(const Task& task) {
  Both all(2 * kSeeds);
  parallel_for(2 * kSeeds, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      all[static_cast<size_t>(i)] = learn(task, i >= kSeeds, static_cast<uint64_t>(i % kSeeds + 1));
  });
  return all;
}

double median_loss(const Both& all, bool reversed) {
  std::vector<double> losses;
  for (size_t s = 0; s < kSeeds; ++s) losses.push_back(all[s + (reversed ? kSeeds : 0)].held_out);
  std::sort(losses.begin(), losses.end());
  return losses[kSeeds / 2];
}

void claim_reversal(Report& report, const Task& task, const Both& all) {
  int lower = 0;
  for (size_t s = 0; s < kSeeds; ++s) lower += all[s + kSeeds].held_out < all[s].held_out;
  const double forward = std::exp(median_loss(all, false)), reversed = std::exp(median_loss(all, true));
  report.claim({.key = task.key,
                .what = fmt::format("{}, perplexity, forward to reversed", task.what),
                .paper = "Sutskever et al. 2014, WMT English to French",
                .published = "5.8 to 4.7",
                .ours = fmt::format("{:.2f} to {:.2f}", forward, reversed),
                .limit = fmt::format("reversed is lower in all {}", kSeeds),
                .holds = lower == kSeeds,
                .seeds = fmt::format("{} of {}", lower, kSeeds)});
  report.fact(task.key + "_forward_nats", fmt::format("{:.3f}", median_loss(all, false)));
  report.fact(task.key + "_reversed_nats", fmt::format("{:.3f}", median_loss(all, true)));
  report.fact(task.key + "_pairs", fmt::format("{}", task.train.size()));
}

double mean_of(const Both& all, bool reversed, std::vector<double> Learned::*what, size_t length) {
  double total = 0;
  for (size_t s = 0; s < kSeeds; ++s) total += (all[s + (reversed ? kSeeds : 0)].*what)[length] / kSeeds;
  return total;
}

// Means over the seeds, by the length of the source.
void write_lengths(Report& report, const Task& task, const Both& all) {
  std::vector<Row> rows;
  for (size_t length = 1; length < kLengths; ++length) {
    Row row{std::to_string(length)};
    if (std::isnan(all[0].by_length[length])) continue;
    for (const bool reversed : {false, true}) {
      row.push_back(fmt::format("{:.4f}", mean_of(all, reversed, &Learned::by_length, length)));
      row.push_back(fmt::format("{:.4f}", mean_of(all, reversed, &Learned::whole, length)));
    }
    rows.push_back(row);
  }
  report.table("reversal-" + task.key,
               {"length", "nats_forward", "whole_forward", "nats_reversed", "whole_reversed"}, rows);
}

void run(Report& report) {
  const Task french = translating(), copy = copying();
  const Both copied = learn_both(copy), translated = learn_both(french);
  claim_reversal(report, copy, copied);
  claim_reversal(report, french, translated);
  report.claim({.key = "bleu",
                .what = "BLEU on newstest 2014, forward to reversed",
                .paper = "Sutskever et al. 2014, table",
                .published = "26.17 to 30.59",
                .ours = "not run"});
  const double at_5 = mean_of(copied, true, &Learned::whole, 5),
               at_14 = mean_of(copied, true, &Learned::whole, 14);
  report.claim({.key = "bottleneck",
                .what = "copies right as a whole, 5 symbols and 14, reversed, %",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.0f} and {:.0f}", 100 * at_5, 100 * at_14),
                .limit = "long ones are worse",
                .holds = at_14 < at_5});
  write_lengths(report, copy, copied);
  write_lengths(report, french, translated);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"sequence_reversal", "E02.5", "is a sentence read backwards easier to translate?", "4 min"}, p2g::run);
}
