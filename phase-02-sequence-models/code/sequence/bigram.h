// The smallest language model: how often did each symbol follow each other one (Markov 1913; Shannon 1948)?
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace p2g {

struct Bigrams {
  explicit Bigrams(int64_t symbols);
  int64_t vocabulary;
  std::vector<int64_t> pairs;   // [before · vocabulary + next]: how often `next` came right after `before`
  std::vector<int64_t> totals;  // [before]: the sum of its row
};

// Adds every pair of neighbours in the text. Symbols outside the vocabulary throw, and nothing is counted.
void count_pairs(Bigrams& counts, std::span<const int32_t> text);

// p(next | before) = (count + add) / (total + add · vocabulary): add = 1 is Laplace's rule, 0 the counts as
// they are. A symbol that nothing followed, with add = 0, gives 1 / vocabulary.
double probability(const Bigrams& counts, int32_t before, int32_t next, double add);

// Mean −log p in nats of every pair of neighbours; infinite where add = 0 and a pair is new.
double cross_entropy(const Bigrams& counts, std::span<const int32_t> text, double add);

}  // namespace p2g
