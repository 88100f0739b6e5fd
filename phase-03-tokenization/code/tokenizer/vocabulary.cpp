#include "tokenizer/vocabulary.h"

#include "math/error.h"

namespace p2g {

Vocabulary::Vocabulary(std::string_view who, std::vector<std::string> pieces)
    : who_(who), pieces_(std::move(pieces)) {
  for (size_t id = 0; id < pieces_.size(); ++id) {
    if (pieces_[id].empty()) fail(who_, "id {} stands for nothing", id);
    const auto [found, fresh] = ids_.emplace(pieces_[id], static_cast<int32_t>(id));
    if (!fresh) fail(who_, "ids {} and {} are both '{}'", found->second, id, pieces_[id]);
  }
}

std::optional<int32_t> Vocabulary::id(std::string_view piece) const {
  const auto found = ids_.find(piece);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

const std::string& Vocabulary::piece(int32_t id) const {
  if (id < 0 || id >= size()) fail(who_, "id {} is outside the vocabulary of {}", id, size());
  return pieces_[static_cast<size_t>(id)];
}

int32_t Vocabulary::add(std::string_view piece) {
  if (const auto known = id(piece)) return *known;
  if (piece.empty()) fail(who_, "id {} stands for nothing", size());
  pieces_.emplace_back(piece);
  ids_.emplace(piece, static_cast<int32_t>(pieces_.size()) - 1);
  return static_cast<int32_t>(pieces_.size()) - 1;
}

}  // namespace p2g
