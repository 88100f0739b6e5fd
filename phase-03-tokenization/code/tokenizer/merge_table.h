// Which pairs merge, how early, and into what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace p2g {

struct IdPair {
  int32_t left, right;
  friend bool operator==(const IdPair&, const IdPair&) = default;
};

struct Merge {
  int32_t rank = std::numeric_limits<int32_t>::max();  // smaller is earlier
  int32_t result = -1;
  explicit operator bool() const { return result >= 0; }
};

// A flat hash table with linear probing, at most half full.
class MergeTable {
 public:
  void reserve(std::size_t pairs);
  bool insert(IdPair pair, Merge merge);  // false if the pair was there already
  Merge find(int32_t left, int32_t right) const {
    for (std::size_t slot = slot_of(left, right);; slot = (slot + 1) & mask_) {
      const Entry& entry = entries_[slot];
      if (entry.merge.result < 0) return {};
      if (entry.pair.left == left && entry.pair.right == right) return entry.merge;
    }
  }

 private:
  struct Entry {
    IdPair pair{-1, -1};
    Merge merge;
  };
  std::size_t slot_of(int32_t left, int32_t right) const {
    const uint64_t key =
        static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15u) >> 40) & mask_;
  }

  std::vector<Entry> entries_ = std::vector<Entry>(2);
  std::size_t mask_ = 1;
};

}  // namespace p2g
