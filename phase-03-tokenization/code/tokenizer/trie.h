// Pieces by their beginnings: which of them start a text is one walk from the root.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tokenizer/merge_table.h"

namespace p2g {

class Trie {
 public:
  explicit Trie(std::span<const std::string> pieces);  // ids are places in the list

  // Calls f(id, bytes) for every piece that the text starts with, the shortest first.
  template <typename F>
  void each_prefix(std::string_view text, F&& f) const {
    int32_t node = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      const Merge edge = edges_.find(node, static_cast<unsigned char>(text[i]));
      if (!edge) return;
      node = edge.result;
      const int32_t id = ids_[static_cast<size_t>(node)];
      if (id >= 0) f(id, i + 1);
    }
  }

 private:
  MergeTable edges_;          // (node, byte) -> node
  std::vector<int32_t> ids_;  // of each node; -1 where no piece ends
};

}  // namespace p2g
