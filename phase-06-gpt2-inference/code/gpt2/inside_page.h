// What look_inside found, as pictures: SVG figures, and one page that needs nothing but itself.
#pragma once

#include <string>

#include "gpt2/inside.h"
#include "tokenizer/tokenizer.h"

namespace p2g {

inline constexpr int64_t kMostShown = 32;  // tokens: more do not fit on a page

struct Portrait {
  std::vector<std::string> pieces;  // the sentence's tokens, fit for one line
  std::vector<int32_t> ids;
  Inside inside;
  std::vector<Reading> readings;                  // of the embedding, then after each block
  std::vector<std::vector<std::string>> guesses;  // the readings' guesses, as pieces
  GptConfig config;
};
// Throws on an empty sentence, and on one of more than kMostShown tokens.
Portrait make_portrait(const Gpt& model, const Tokenizer& tokenizer, const std::string& sentence);

std::string attention_svg(const Portrait& portrait);  // layers × heads, a heat map each
std::string lens_svg(const Portrait& portrait);       // layers × tokens, a guess each
std::string inside_page(const Portrait& portrait);    // HTML without scripts, for any width, light and dark

// &, <, > and quotes as HTML and SVG want them.
std::string escaped(std::string_view text);
// One head (T,T) as squares of `cell` units from (x, y) on, darker for more; for inside an <svg>.
std::string heat_map(const Portrait& portrait, size_t layer, int64_t head, double x, double y, double cell);

}  // namespace p2g
