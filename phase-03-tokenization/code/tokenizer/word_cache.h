// Words repeat: their ids are kept. A flat table that forgets everything when it is full.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace p2g {

class WordCache {
 public:
  static constexpr size_t kLongestWord = 32;  // longer words hardly repeat

  static uint64_t hash(std::string_view word) {
    uint64_t h = word.size() * 0x9e3779b97f4a7c15u;
    size_t i = 0;
    for (; i + 8 <= word.size(); i += 8) h = mix(h ^ chunk(word.data() + i, 8));
    if (i < word.size()) h = mix(h ^ chunk(word.data() + i, word.size() - i));
    return h;
  }

  // Its ids; empty if it is not here. Valid until the next insert.
  std::span<const int32_t> find(std::string_view word, uint64_t hash_value) const {
    if (slots_.empty()) return {};
    for (size_t i = hash_value & kMask;; i = (i + 1) & kMask) {
      const Slot& slot = slots_[i];
      if (slot.ids == 0) return {};
      if (slot.hash == hash_value && slot.length == word.size() &&
          std::memcmp(bytes_.data() + slot.first_byte, word.data(), word.size()) == 0)
        return {ids_.data() + slot.first_id, slot.ids};
    }
  }

  void insert(std::string_view word, uint64_t hash_value, std::span<const int32_t> ids);

 private:
  static constexpr size_t kSlots = size_t{1} << 16, kMask = kSlots - 1, kMost = kSlots / 2;
  struct Slot {
    uint64_t hash = 0;
    uint32_t first_byte = 0, first_id = 0;
    uint32_t length = 0, ids = 0;  // no ids: the slot is free
  };

  static uint64_t mix(uint64_t h) {
    h *= 0xbf58476d1ce4e5b9u;
    return h ^ (h >> 32);
  }
  static uint64_t chunk(const char* p, size_t n) {
    uint64_t value = 0;
    std::memcpy(&value, p, n);
    return value;
  }

  std::vector<Slot> slots_;
  std::string bytes_;
  std::vector<int32_t> ids_;
  size_t words_ = 0;
};

}  // namespace p2g
