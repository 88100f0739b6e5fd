// Pieces and their ids, both ways: no holes, no duplicates, nothing empty.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace p2g {

class Vocabulary {
 public:
  Vocabulary() = default;
  // In order of their ids. Throws, naming `who` and the piece, for one that is empty or given twice.
  Vocabulary(std::string_view who, std::vector<std::string> pieces);

  int64_t size() const { return static_cast<int64_t>(pieces_.size()); }
  std::optional<int32_t> id(std::string_view piece) const;
  const std::string& piece(int32_t id) const;  // throws for an id outside the vocabulary
  const std::vector<std::string>& pieces() const { return pieces_; }
  int32_t add(std::string_view piece);  // its id, new or old

 private:
  std::string who_ = "vocabulary";
  std::vector<std::string> pieces_;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, int32_t, Hash, std::equal_to<>> ids_;
};

}  // namespace p2g
