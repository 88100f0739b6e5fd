#include "exercises/not_written.h"
#include "tokenizer/word_vectors.h"

namespace p2g {

// a is to b as c is to … : the word nearest to b − a + c, none of the three.
// vectors.unit(word) is a word's direction, of length 1; vectors.nearest(direction, 1, left_out) is there
// already, and so is -1 for the answer where it finds nothing.
int32_t analogy(const WordVectors& /*vectors*/, int32_t /*a*/, int32_t /*b*/, int32_t /*c*/) {
  not_written("analogy");
}

}  // namespace p2g
