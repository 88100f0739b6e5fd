#include "tokenizer/merge_table.h"

#include <bit>

namespace p2g {

void MergeTable::reserve(size_t pairs) {
  entries_.assign(std::bit_ceil(2 * pairs + 2), Entry());
  mask_ = entries_.size() - 1;
}

bool MergeTable::insert(IdPair pair, Merge merge) {
  size_t slot = slot_of(pair.left, pair.right);
  for (; entries_[slot].merge; slot = (slot + 1) & mask_)
    if (entries_[slot].pair == pair) return false;
  entries_[slot] = {pair, merge};
  return true;
}

}  // namespace p2g
