#include "exercises/not_written.h"
#include "tokenizer/pairs.h"

namespace p2g {

// Every pair of neighbours, in order of first occurrence, and how often it stands in the text: a word that
// came word.count times brings each of its pairs so often.
std::vector<PairCount> count_pairs(std::span<const SymbolWord> /*words*/) { not_written("count_pairs"); }

}  // namespace p2g
