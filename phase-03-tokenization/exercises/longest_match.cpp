#include "exercises/not_written.h"
#include "tokenizer/wordpiece.h"

namespace p2g {

// Appends the ids of the word's pieces to `out`: from the left, always the longest piece that fits. A piece
// that does not begin the word is written "##…" in the vocabulary (kInside). If somewhere none fits, the
// whole word is `unknown`. pieces.id(text) is empty for what is not in the vocabulary.
void longest_match(const Vocabulary& /*pieces*/, std::string_view /*word*/, int32_t /*unknown*/,
                   std::vector<int32_t>& /*out*/) {
  not_written("longest_match");
}

}  // namespace p2g
