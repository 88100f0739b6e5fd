#include <cmath>

#include "math/error.h"
#include "sequence/bigram.h"

namespace p2g {

Bigrams::Bigrams(int64_t symbols) : vocabulary(symbols) {
  constexpr int64_t kMost = 1 << 13;  // a table of 2^26 counts
  if (symbols < 1 || symbols > kMost) fail("bigrams", "a vocabulary of {}, wanted 1 to {}", symbols, kMost);
  pairs.assign(static_cast<size_t>(symbols * symbols), 0);
  totals.assign(static_cast<size_t>(symbols), 0);
}

double cross_entropy(const Bigrams& counts, std::span<const int32_t> text, double add) {
  if (text.size() < 2) fail("bigrams", "a text of {} symbols has no pair", text.size());
  double total = 0;
  for (size_t i = 1; i < text.size(); ++i) total -= std::log(probability(counts, text[i - 1], text[i], add));
  return total / static_cast<double>(text.size() - 1);
}

}  // namespace p2g
