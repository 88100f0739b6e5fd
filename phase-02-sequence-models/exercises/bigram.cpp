#include "sequence/bigram.h"

#include "exercises/not_written.h"

namespace p2g {

// For every pair of neighbours in the text, before and next:
//   counts.pairs[before · counts.vocabulary + next] goes up by one, and so does counts.totals[before]
// First refuse texts with a symbol outside 0 … vocabulary−1: fail("bigrams", "…", …) of math/error.h.
void count_pairs(Bigrams& /*counts*/, std::span<const int32_t> /*text*/) { not_written("count_pairs"); }

// (count + add) / (total + add · vocabulary); where that is 0/0, all symbols are equal: 1 / vocabulary.
double probability(const Bigrams& /*counts*/, int32_t /*before*/, int32_t /*next*/, double /*add*/) {
  not_written("probability");
}

}  // namespace p2g
