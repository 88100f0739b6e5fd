// Counting: what came after the last n−1 symbols so far? Interpolated Kneser–Ney smoothing (Kneser and Ney
// 1995).
//
// The estimator every neural model of text is printed beside: on tiny Shakespeare, six characters are enough
// to reach 1.558 nats a character.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "math/random.h"

namespace p2g {

class NgramModel {
 public:
  // Symbols are 0 … vocabulary−1; order ≥ 1 is the number of symbols in a count; their product must fit 64
  // bits.
  NgramModel(int order, int vocabulary, std::span<const int32_t> text);

  // p(symbol | the last order−1 symbols of context). Sums to 1 over the vocabulary.
  double probability(std::span<const int32_t> context, int32_t symbol) const;
  // Mean −log p in nats over text[0…), each symbol given those before it.
  double cross_entropy(std::span<const int32_t> text) const;
  int32_t sample(std::span<const int32_t> context, Random& random) const;
  int order() const { return order_; }

 private:
  struct Context {
    int64_t total = 0;     // Σ counts of what followed
    int64_t distinct = 0;  // how many different symbols followed
  };
  // Counts of one length k: raw at the highest order, below it the number of different symbols seen in front.
  struct Level {
    std::unordered_map<uint64_t, int64_t> counts;    // k symbols
    std::unordered_map<uint64_t, Context> contexts;  // their first k−1
    double discount = 0;                             // n₁ / (n₁ + 2 n₂)
  };

  uint64_t key(std::span<const int32_t> symbols) const;
  void finish(Level& level) const;

  int order_, vocabulary_;
  std::vector<Level> levels_;  // levels_[k − 1] counts k symbols
};

}  // namespace p2g
