#include "tokenizer/word2vec.h"

#include <algorithm>

#include "math/error.h"
#include "tokenizer/batch_step.h"
#include "tokenizer/window.h"

namespace p2g {
namespace {

void check(const WordCorpus& corpus, const WordVectorSettings& s) {
  if (corpus.counts.size() < 2)
    fail("word2vec", "a vocabulary of {} words, wanted at least 2", corpus.counts.size());
  if (s.negatives < 1 || s.negatives > 1000 || s.epochs < 1 || s.batch < 1 || !(s.rate > 0))
    fail("word2vec",
         "negatives {}, epochs {}, batch {}, rate {}: wanted 1 or more of each, and a rate above 0",
         s.negatives, s.epochs, s.batch, s.rate);
}

}  // namespace

WordTables train_word_vectors(const WordCorpus& corpus, const WordVectorSettings& s,
                              const std::function<void(double)>& progress) {
  check(corpus, s);
  Random random(s.seed);
  WordTables tables = make_tables(corpus.counts.size(), s.dimensions, random);
  const std::vector<double> keep = keep_probabilities(corpus.counts.counts(), s.subsample);
  const AliasTable table(noise_weights(corpus.counts.counts()));
  const Noise noise{table, s.negatives, random.bits()};
  const auto make_batch = s.model == WordModel::skipgram ? skipgram_batch : cbow_batch;
  BatchStep step;
  WordTasks batch;
  Sampled text;
  uint64_t drawn = 0;
  for (int64_t epoch = 0; epoch < s.epochs; ++epoch) {
    subsample(corpus, keep, random.bits(), text);
    const std::vector<Centre> centres = draw_windows(text, s.window, random.bits());
    const std::span<const Centre> all(centres);
    for (size_t first = 0; first < all.size(); first += static_cast<size_t>(s.batch)) {
      const size_t count = std::min(static_cast<size_t>(s.batch), all.size() - first);
      make_batch(text.words, all.subspan(first, count), noise, drawn, batch);
      const double done =
          (static_cast<double>(epoch) + static_cast<double>(first) / static_cast<double>(all.size())) /
          static_cast<double>(s.epochs);
      step.run(tables, batch, static_cast<Real>(s.rate * (1 - done)));
      if (progress && first / static_cast<size_t>(s.batch) % 64 == 0) progress(done);
    }
  }
  return tables;
}

}  // namespace p2g
