#include "tokenizer/word_cache.h"

namespace p2g {

void WordCache::insert(std::string_view word, uint64_t hash_value, std::span<const int32_t> ids) {
  if (slots_.empty() || words_ == kMost) {
    slots_.assign(kSlots, Slot());
    bytes_.clear();
    ids_.clear();
    words_ = 0;
  }
  size_t i = hash_value & kMask;
  while (slots_[i].ids != 0) i = (i + 1) & kMask;
  slots_[i] = {hash_value, static_cast<uint32_t>(bytes_.size()), static_cast<uint32_t>(ids_.size()),
               static_cast<uint32_t>(word.size()), static_cast<uint32_t>(ids.size())};
  bytes_ += word;
  ids_.insert(ids_.end(), ids.begin(), ids.end());
  ++words_;
}

}  // namespace p2g
