// Training byte-pair encoding: merge the most frequent pair, again and again (Sennrich et al. 2016).
//
// Ties go to the pair with the smaller ids (left first), so that the result depends on nothing else.
#pragma once

#include <functional>

#include "tokenizer/bpe.h"

namespace p2g {

struct TrainedMerge {
  IdPair pair;
  int32_t result;
  int64_t count;  // how often the pair stood side by side when it was merged
};

struct BpeTraining {
  std::vector<std::string> pieces;  // by id: 256 bytes, then merges, then the end of text
  std::vector<TrainedMerge> merges;
  Bpe tokenizer() const;
};

// Until the vocabulary, with the bytes and <|endoftext|>, has this size, or no pair occurs twice.
// Counts change only where a merge happened; the words are counted on all cores.
BpeTraining train_bpe(std::string_view text, int64_t vocabulary);

// The same, counting everything again for every merge.
BpeTraining train_bpe_naive(std::string_view text, int64_t vocabulary);

}  // namespace p2g
