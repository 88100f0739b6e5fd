#include "sequence/elman_tasks.h"

#include "math/error.h"

namespace p2g {

std::vector<int32_t> xor_stream(int64_t triples, Random& random) {
  std::vector<int32_t> bits;
  for (int64_t i = 0; i < triples; ++i) {
    const auto a = static_cast<int32_t>(random.below(2)), b = static_cast<int32_t>(random.below(2));
    bits.insert(bits.end(), {a, b, a ^ b});
  }
  return bits;
}

std::string letter_stream(int64_t consonants, Random& random) {
  const std::string pieces[] = {"ba", "dii", "guuu"};
  std::string stream;
  for (int64_t i = 0; i < consonants; ++i) stream += pieces[random.below(3)];
  return stream;
}

Numbers letter_features(char letter) {
  switch (letter) {
    case 'b':
      return {1, 0, 1, 0, 0, 1};
    case 'd':
      return {1, 0, 1, 1, 0, 1};
    case 'g':
      return {1, 0, 1, 0, 1, 1};
    case 'a':
      return {0, 1, 0, 0, 1, 1};
    case 'i':
      return {0, 1, 0, 1, 0, 1};
    case 'u':
      return {0, 1, 0, 1, 1, 1};
    default:
      fail("letter_features", "got '{}', wanted one of b d g a i u", letter);
  }
}

}  // namespace p2g
