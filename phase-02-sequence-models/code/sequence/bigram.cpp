#include "sequence/bigram.h"

#include "math/error.h"

namespace p2g {

void count_pairs(Bigrams& counts, std::span<const int32_t> text) {
  for (const int32_t symbol : text)
    if (symbol < 0 || symbol >= counts.vocabulary)
      fail("bigrams", "symbol {} is outside the vocabulary of {}", symbol, counts.vocabulary);
  for (size_t i = 1; i < text.size(); ++i) {
    const auto before = static_cast<size_t>(text[i - 1]), next = static_cast<size_t>(text[i]);
    ++counts.pairs[before * static_cast<size_t>(counts.vocabulary) + next];
    ++counts.totals[before];
  }
}

double probability(const Bigrams& counts, int32_t before, int32_t next, double add) {
  const auto row = static_cast<size_t>(before), V = static_cast<size_t>(counts.vocabulary);
  const auto count = static_cast<double>(counts.pairs[row * V + static_cast<size_t>(next)]);
  const double total = static_cast<double>(counts.totals[row]) + add * static_cast<double>(V);
  return total == 0 ? 1 / static_cast<double>(V) : (count + add) / total;
}

}  // namespace p2g
