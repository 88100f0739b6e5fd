// What word vectors learn in: each word has a vector as what predicts, and another as what is predicted.
#pragma once

#include <cstdint>
#include <vector>

#include "math/array.h"
#include "math/random.h"

namespace p2g {

// V words, D numbers each; rows are padded with zeros to `stride`, whole vector registers. Zeros stay zeros.
struct WordTables {
  int64_t dimensions = 0;  // D
  Array input, output;     // (V,stride)

  int64_t stride() const { return input.shape()[1]; }
  Array vectors() const;  // a copy of `input` without the padding: (V,D)
};

// Inputs uniform within ½/D of 0, outputs 0.
WordTables make_tables(int64_t words, int64_t dimensions, Random& random);

// Tasks, one behind the other. Example i: the mean of its input words must tell true words from drawn ones.
// Its targets come in groups of 1 + negatives: the true word, then those drawn from the noise.
struct WordTasks {
  int64_t negatives = 0;
  std::vector<int32_t> inputs;
  std::vector<int64_t> input_ends;  // where example i's inputs end
  std::vector<int32_t> targets;
  std::vector<int64_t> target_ends;

  int64_t size() const { return static_cast<int64_t>(input_ends.size()); }
  int64_t input_begin(int64_t i) const { return i == 0 ? 0 : input_ends[static_cast<size_t>(i - 1)]; }
  int64_t target_begin(int64_t i) const { return i == 0 ? 0 : target_ends[static_cast<size_t>(i - 1)]; }
  bool is_true(int64_t target) const { return target % (1 + negatives) == 0; }
};

}  // namespace p2g
