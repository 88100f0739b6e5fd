#include <algorithm>

#include "tokenizer/pairs.h"

namespace p2g {

size_t merge_by_rank(const MergeTable& table, std::span<int32_t> symbols) {
  size_t n = symbols.size();
  for (;;) {
    Merge best;
    size_t where = 0;
    for (size_t i = 0; i + 1 < n; ++i) {
      const Merge merge = table.find(symbols[i], symbols[i + 1]);
      if (merge.rank < best.rank) best = merge, where = i;
    }
    if (!best) return n;
    symbols[where] = best.result;
    std::copy(&symbols[where] + 2, symbols.data() + n, &symbols[where] + 1);
    --n;
  }
}

}  // namespace p2g
