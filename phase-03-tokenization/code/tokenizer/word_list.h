// Words by how often they occur: id 0 is the most frequent, ties go by their bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace p2g {

class WordList {
 public:
  WordList() = default;
  // Each word once, with its count. Words that occur fewer than `least` times are left out.
  WordList(std::vector<std::pair<std::string, int64_t>> counted, int64_t least);

  int64_t size() const { return static_cast<int64_t>(words_.size()); }
  int64_t total() const { return total_; }  // occurrences of all words that were kept
  const std::vector<std::string>& words() const { return words_; }
  const std::vector<int64_t>& counts() const { return counts_; }
  std::optional<int32_t> find(std::string_view word) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
  };
  std::vector<std::string> words_;
  std::vector<int64_t> counts_;
  std::unordered_map<std::string, int32_t, Hash, std::equal_to<>> ids_;
  int64_t total_ = 0;
};

}  // namespace p2g
