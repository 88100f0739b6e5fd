#include "exercises/not_written.h"
#include "tokenizer/unicode.h"

namespace p2g {

// The character that begins at text[position], and how many bytes it has. {kInvalid, 1} if there is none: a
// byte that starts nothing, a sequence that is cut or broken, one that is longer than need be, a surrogate
// (D800 to DFFF), or more than 10FFFF.
CodePoint code_point_at(std::string_view /*text*/, size_t /*position*/) { not_written("utf8_decode"); }

}  // namespace p2g
