// English to French on tatoeba's sentences, and translators that learn it: shared by two experiments.
#pragma once

#include <map>

#include "attention/attention_seq2seq.h"
#include "attention/bleu.h"
#include "experiment/experiment.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"

namespace p2g {

constexpr size_t kShortestSource = 4, kLongestSource = 40;

// One English sentence, held out, and all French ones that people gave for it.
struct HeldOut {
  std::vector<int32_t> source;
  std::vector<Sentence> references;
};

struct French {
  Words english, french;
  std::map<size_t, std::vector<IdPair>> train;  // by the length of the source
  std::vector<size_t> lengths;                  // one entry a training pair: to draw one by
  std::vector<HeldOut> held_out;
};

// Of English sentences one in 40 is held out; of those of 13 words and more, which are rare, one in four. The
// English sentence decides, so that no source is in both parts.
inline French read_french(size_t words) {
  std::vector<SentencePair> pairs;
  for (SentencePair& pair : read_pairs(need_data("eng-fra/fra-eng.zip", "eng-fra")))
    if (pair.source.size() >= kShortestSource && pair.source.size() <= kLongestSource)
      pairs.push_back(std::move(pair));
  std::vector<std::vector<std::string>> sources, targets;
  for (const SentencePair& pair : pairs) sources.push_back(pair.source), targets.push_back(pair.target);
  French data{Words(sources, words), Words(targets, words), {}, {}, {}};
  Random random(99);
  bool held_out = false;
  for (size_t i = 0; i < pairs.size(); ++i) {
    const bool next = i == 0 || pairs[i].source != pairs[i - 1].source;
    if (next) held_out = random.below(sources[i].size() >= 13 ? 4 : 40) == 0;
    IdPair pair{data.english.ids(sources[i]), data.french.ids(targets[i])};
    if (!held_out) {
      data.lengths.push_back(pair.source.size());
      data.train[pair.source.size()].push_back(std::move(pair));
    } else {
      if (next) data.held_out.push_back({pair.source, {}});
      data.held_out.back().references.push_back(pair.target);
    }
  }
  return data;
}

struct FrenchRecipe {
  int64_t embedding = 64, hidden = 128, batch = 64;
  int steps = 1000;
  double rate = 0.005;
  bool reversed = false;
  double dropout = 0;
};

// Every batch has sources of one length, drawn as often as it occurs; the rate falls to nothing.
inline AttentionSeq2Seq learn_french(const French& data, const FrenchRecipe& recipe,
                                     const TranslatorForm& form, uint64_t seed) {
  Random random(seed);
  const Seq2SeqSize size{data.english.size(), data.french.size(), recipe.embedding, recipe.hidden, 1};
  const AttentionSeq2Seq model(size, form, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, recipe.rate);
  for (int step = 0; step < recipe.steps; ++step) {
    const std::vector<IdPair>& alike = data.train.at(data.lengths[random.below(data.lengths.size())]);
    std::vector<IdPair> some;
    for (int64_t b = 0; b < recipe.batch; ++b) some.push_back(alike[random.below(alike.size())]);
    const PairBatch batch = batch_of(some, recipe.reversed);
    adam.learning_rate = recipe.rate * (1 - static_cast<double>(step) / recipe.steps);
    zero_grad(parameters);
    const Dropout dropout{recipe.dropout, recipe.dropout > 0 ? &random : nullptr};
    backward(cross_entropy(model(batch, dropout), batch.targets));
    adam.step();
  }
  return model;
}

// Perplexity of the first reference of each.
inline double perplexity(const AttentionSeq2Seq& model, std::span<const HeldOut> all, bool reversed) {
  std::vector<IdPair> pairs;
  for (const HeldOut& one : all) pairs.push_back({one.source, one.references[0]});
  return std::exp(cross_entropy(model, pairs, reversed));
}

// BLEU of greedy answers. A word that is not known never counts as found.
inline Bleu bleu_of(const AttentionSeq2Seq& model, std::span<const HeldOut> all, bool reversed) {
  constexpr size_t kBlock = 64;
  std::vector<Sentence> said;
  std::vector<std::vector<Sentence>> references;
  for (size_t i = 0; i < all.size(); i += kBlock) {
    std::vector<std::vector<int32_t>> sources;
    for (const HeldOut& one : all.subspan(i, std::min(kBlock, all.size() - i))) {
      sources.push_back(one.source), references.push_back(one.references);
      for (Sentence& reference : references.back())
        std::replace(reference.begin(), reference.end(), kUnknown, -1);
    }
    for (const Translation& answer : translate_greedily(model, sources, 60, reversed))
      said.push_back(answer.ids);
  }
  return bleu(said, references);
}

}  // namespace p2g
