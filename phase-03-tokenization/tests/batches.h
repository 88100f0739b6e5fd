// Batches drawn at random, for the tests of both steps.
#pragma once

#include "tokenizer/word_tables.h"

namespace p2g {

// Tables of numbers that are neither zero nor small.
inline WordTables random_tables(int64_t words, int64_t dimensions, Random& random) {
  WordTables tables = make_tables(words, dimensions, random);
  for (int64_t word = 0; word < words; ++word)
    for (int64_t d = 0; d < dimensions; ++d) {
      tables.input[word * tables.stride() + d] = static_cast<Real>(random.uniform(-1, 1));
      tables.output[word * tables.stride() + d] = static_cast<Real>(random.uniform(-1, 1));
    }
  return tables;
}

inline WordTables clone(const WordTables& tables) {
  return {tables.dimensions, tables.input.clone(), tables.output.clone()};
}

inline int32_t any_word(int64_t words, Random& random) {
  return static_cast<int32_t>(random.below(static_cast<uint64_t>(words)));
}

// Examples of 1 to 4 inputs and 1 to 3 true words; few words, so that rows meet again and again.
inline WordTasks random_batch(int64_t examples, int64_t words, int64_t negatives, Random& random) {
  WordTasks batch;
  batch.negatives = negatives;
  for (int64_t i = 0; i < examples; ++i) {
    for (uint64_t n = 1 + random.below(4); n > 0; --n) batch.inputs.push_back(any_word(words, random));
    for (uint64_t n = (1 + random.below(3)) * static_cast<uint64_t>(1 + negatives); n > 0; --n)
      batch.targets.push_back(any_word(words, random));
    batch.input_ends.push_back(static_cast<int64_t>(batch.inputs.size()));
    batch.target_ends.push_back(static_cast<int64_t>(batch.targets.size()));
  }
  return batch;
}

}  // namespace p2g
