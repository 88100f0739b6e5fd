#include "tokenizer/pairs.h"

namespace p2g {

void merge_pair(std::vector<int32_t>& symbols, IdPair pair, int32_t result) {
  size_t to = 0;
  for (size_t from = 0; from < symbols.size(); ++to) {
    const bool match =
        from + 1 < symbols.size() && symbols[from] == pair.left && symbols[from + 1] == pair.right;
    symbols[to] = match ? result : symbols[from];
    from += match ? 2 : 1;
  }
  symbols.resize(to);
}

}  // namespace p2g
