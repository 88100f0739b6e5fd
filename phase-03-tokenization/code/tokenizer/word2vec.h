// Word vectors from a text (Mikolov et al. 2013, 1301.3781 and 1310.4546).
#pragma once

#include <functional>

#include "tokenizer/word_corpus.h"
#include "tokenizer/word_tables.h"

namespace p2g {

enum class WordModel { skipgram, cbow };

struct WordVectorSettings {
  WordModel model = WordModel::skipgram;
  int64_t dimensions = 100;
  int64_t window = 5;     // at most so many words to each side
  int64_t negatives = 5;  // drawn for each true word
  int64_t epochs = 5;
  double rate = 0.025;      // at first; it falls to 0 along a line
  double subsample = 1e-3;  // t of subsampling.h
  int64_t batch = 256;      // words whose gradients are taken before any vector moves
  uint64_t seed = 1;
};

// The same vectors for the same settings, whatever the number of threads. progress(share of the work done)
// is called from time to time.
WordTables train_word_vectors(const WordCorpus& corpus, const WordVectorSettings& settings,
                              const std::function<void(double)>& progress = nullptr);

}  // namespace p2g
