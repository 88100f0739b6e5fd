#include "tokenizer/word_list.h"

#include <algorithm>

namespace p2g {

WordList::WordList(std::vector<std::pair<std::string, int64_t>> counted, int64_t least) {
  std::erase_if(counted, [&](const auto& entry) { return entry.second < least; });
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  for (auto& [word, count] : counted) {
    ids_.emplace(word, static_cast<int32_t>(words_.size()));
    words_.push_back(std::move(word));
    counts_.push_back(count);
    total_ += count;
  }
}

std::optional<int32_t> WordList::find(std::string_view word) const {
  const auto entry = ids_.find(word);
  return entry == ids_.end() ? std::nullopt : std::optional(entry->second);
}

}  // namespace p2g
