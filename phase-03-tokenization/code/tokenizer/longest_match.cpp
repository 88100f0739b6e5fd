#include "tokenizer/wordpiece.h"

namespace p2g {

void longest_match(const Vocabulary& pieces, std::string_view word, int32_t unknown,
                   std::vector<int32_t>& out) {
  const size_t before = out.size();
  for (size_t start = 0; start < word.size();) {
    std::optional<int32_t> found;
    size_t end = word.size();
    for (; end > start; --end) {
      const std::string part(word.substr(start, end - start));
      found = pieces.id(start == 0 ? part : std::string(kInside) + part);
      if (found) break;
    }
    if (!found) {
      out.resize(before);
      out.push_back(unknown);
      return;
    }
    out.push_back(*found);
    start = end;
  }
}

}  // namespace p2g
