// Tokens made visible: each on a background of its own, in a terminal or as a page.
#pragma once

#include <span>

#include "tokenizer/tokenizer.h"

namespace p2g {

// A piece as it can be shown anywhere: control characters and bytes that are no whole character are escaped,
// "\n" and "\xE6". A character may be cut into several tokens.
std::string shown_piece(std::string_view piece);

// Pieces one after the other on 256-colour backgrounds; a piece that ends a line also breaks it. Without
// colours a bar stands between pieces.
std::string terminal_view(const Tokenizer& tokenizer, std::span<const int32_t> ids, bool colours);

// A whole page without scripts: every piece with its id under it.
std::string html_view(const Tokenizer& tokenizer, std::span<const int32_t> ids, std::string_view title);

}  // namespace p2g
