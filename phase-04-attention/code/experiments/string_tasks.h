// Random strings to repeat or to turn round, and translators that learn to: shared by two experiments.
#pragma once

#include <algorithm>

#include "attention/attention_seq2seq.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"

namespace p2g {

constexpr int64_t kSymbols = 12, kShortest = 5, kLongest = 20;

struct Recipe {
  bool reverse = true;  // turn round, else repeat
  int64_t embedding = 16, hidden = 48, batch = 32;
  int steps = 1500;
  double rate = 0.005;
};

// Strings of `length` symbols and what they become.
inline std::vector<IdPair> strings(int64_t count, int64_t length, bool reverse, Random& random) {
  std::vector<IdPair> pairs = copy_task(count, kSymbols, length, length, random);
  if (reverse)
    for (IdPair& pair : pairs) std::reverse(pair.target.begin(), pair.target.end());
  return pairs;
}

// Every batch has one length, drawn between the shortest and the longest; the rate falls to nothing.
inline AttentionSeq2Seq learn_strings(const Recipe& recipe, const TranslatorForm& form, uint64_t seed) {
  Random random(seed);
  const Seq2SeqSize size{kFirstWord + kSymbols, kFirstWord + kSymbols, recipe.embedding, recipe.hidden, 1};
  const AttentionSeq2Seq model(size, form, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, recipe.rate);
  for (int step = 0; step < recipe.steps; ++step) {
    const auto spread = static_cast<uint64_t>(kLongest - kShortest + 1);
    const auto length = kShortest + static_cast<int64_t>(random.below(spread));
    const PairBatch batch = batch_of(strings(recipe.batch, length, recipe.reverse, random), false);
    adam.learning_rate = recipe.rate * (1 - static_cast<double>(step) / recipe.steps);
    zero_grad(parameters);
    backward(cross_entropy(model(batch), batch.targets));
    adam.step();
  }
  return model;
}

// Share of answers that are right as a whole.
inline double share_right(const AttentionSeq2Seq& model, const std::vector<IdPair>& pairs) {
  std::vector<std::vector<int32_t>> sources;
  for (const IdPair& pair : pairs) sources.push_back(pair.source);
  const std::vector<Translation> said = translate_greedily(model, sources, 2 * std::ssize(sources[0]));
  double right = 0;
  for (size_t i = 0; i < pairs.size(); ++i) right += said[i].ids == pairs[i].target;
  return right / static_cast<double>(pairs.size());
}

}  // namespace p2g
