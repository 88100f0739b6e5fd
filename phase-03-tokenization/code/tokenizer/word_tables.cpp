#include "tokenizer/word_tables.h"

#include <algorithm>

#include "math/error.h"
#include "math/simd.h"

namespace p2g {

WordTables make_tables(int64_t words, int64_t dimensions, Random& random) {
  if (words < 1 || dimensions < 1)
    fail("word_tables", "{} words of {} dimensions, wanted at least 1 of each", words, dimensions);
  const int64_t stride = (dimensions + simd::kWidth - 1) / simd::kWidth * simd::kWidth;
  WordTables tables{dimensions, Array::zeros({words, stride}), Array::zeros({words, stride})};
  const double most = 0.5 / static_cast<double>(dimensions);
  for (int64_t word = 0; word < words; ++word)
    for (int64_t d = 0; d < dimensions; ++d)
      tables.input[word * stride + d] = static_cast<Real>(random.uniform(-most, most));
  return tables;
}

Array WordTables::vectors() const {
  const int64_t words = input.shape()[0];
  Array compact = Array::uninitialized({words, dimensions});
  for (int64_t word = 0; word < words; ++word)
    std::copy_n(input.data() + word * stride(), dimensions, compact.data() + word * dimensions);
  return compact;
}

}  // namespace p2g
