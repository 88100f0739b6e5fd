#include "tokenizer/trie.h"

namespace p2g {

Trie::Trie(std::span<const std::string> pieces) : ids_{-1} {
  size_t bytes = 0;
  for (const std::string& piece : pieces) bytes += piece.size();
  edges_.reserve(bytes);
  for (size_t id = 0; id < pieces.size(); ++id) {
    int32_t node = 0;
    for (const char c : pieces[id]) {
      const auto byte = static_cast<int32_t>(static_cast<unsigned char>(c));
      Merge edge = edges_.find(node, byte);
      if (!edge) {
        edge = {0, static_cast<int32_t>(ids_.size())};
        edges_.insert({node, byte}, edge);
        ids_.push_back(-1);
      }
      node = edge.result;
    }
    if (node != 0) ids_[static_cast<size_t>(node)] = static_cast<int32_t>(id);
  }
}

}  // namespace p2g
