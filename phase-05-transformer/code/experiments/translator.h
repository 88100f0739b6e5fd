// What E05.5 compares: two translators that learn in turns, so that whatever slows the machine slows both.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "math/random.h"
#include "nn/optimizer.h"
#include "sequence/seq2seq.h"

namespace p2g {

// English sentences of 4 to 14 words with their French ones; the 2,000 most frequent words of each language.
struct Corpus {
  Words english, french;
  std::vector<IdPair> train, held_out;  // no source is in both
  // Some of the held-out sources, each once, with all the translations that people gave.
  std::vector<std::vector<int32_t>> sources;
  std::vector<std::vector<std::vector<int32_t>>> references;
};

inline Corpus read_corpus(const std::filesystem::path& path, size_t asked) {
  std::vector<std::vector<std::string>> sources, targets;
  for (SentencePair& pair : read_pairs(path))
    if (pair.source.size() >= 4 && pair.source.size() <= 14 && pair.target.size() <= 18) {
      sources.push_back(std::move(pair.source));
      targets.push_back(std::move(pair.target));
    }
  constexpr size_t kWords = 2000;
  Corpus corpus{Words(sources, kWords), Words(targets, kWords), {}, {}, {}, {}};
  Random random(99);
  bool held_out = false;
  for (size_t i = 0; i < sources.size(); ++i) {
    const bool again = i > 0 && sources[i] == sources[i - 1];
    if (!again) held_out = random.below(80) == 0;
    IdPair pair{corpus.english.ids(sources[i]), corpus.french.ids(targets[i])};
    if (held_out && !again) corpus.sources.push_back(pair.source), corpus.references.emplace_back();
    if (held_out) corpus.references.back().push_back(pair.target);
    (held_out ? corpus.held_out : corpus.train).push_back(std::move(pair));
  }
  const size_t every = std::max<size_t>(1, corpus.sources.size() / asked);
  for (size_t i = 0; i < asked && i * every < corpus.sources.size(); ++i) {
    corpus.sources[i] = corpus.sources[i * every];
    corpus.references[i] = corpus.references[i * every];
  }
  corpus.sources.resize(std::min(asked, corpus.sources.size()));
  corpus.references.resize(corpus.sources.size());
  return corpus;
}

struct Learner {
  std::string key;
  Parameters parameters;
  std::function<Tensor(const std::vector<IdPair>&)> loss;
  std::function<double(int step)> rate;
  int steps;
  Adam adam{parameters, 0, 0.9, 0.98, 1e-9};
  int done = 0;
  double seconds = 0;

  // Goes on to this share of its steps.
  void learn(const Corpus& corpus, Random& random, double share) {
    using Clock = std::chrono::steady_clock;
    constexpr int kBatch = 64;
    const auto began = Clock::now();
    for (; done < static_cast<int>(share * steps + 0.5); ++done) {
      std::vector<IdPair> some;
      for (int b = 0; b < kBatch; ++b) some.push_back(corpus.train[random.below(corpus.train.size())]);
      adam.learning_rate = rate(done);
      zero_grad(parameters);
      backward(loss(some));
      adam.step();
    }
    seconds += std::chrono::duration<double>(Clock::now() - began).count();
  }
};

}  // namespace p2g
