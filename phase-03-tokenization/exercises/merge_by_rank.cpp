#include "exercises/not_written.h"
#include "tokenizer/pairs.h"

namespace p2g {

// Merges in place until no pair of neighbours is in the table: always the pair of smallest rank, and the
// leftmost of equals. table.find(left, right) gives a Merge: false if the pair is not there, else its rank
// and its result. Returns how many symbols are left, at the front of `symbols`.
size_t merge_by_rank(const MergeTable& /*table*/, std::span<int32_t> /*symbols*/) {
  not_written("merge_by_rank");
}

}  // namespace p2g
