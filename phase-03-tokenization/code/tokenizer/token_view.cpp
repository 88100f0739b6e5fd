#include "tokenizer/token_view.h"

#include <fmt/core.h>

#include <array>

#include "tokenizer/unicode.h"

namespace p2g {
namespace {

constexpr std::array<int, 6> kBackgrounds{153, 223, 157, 218, 229, 183};  // pale, of xterm's 256
constexpr std::array<const char*, 6> kPageColours{"#bcd9f5", "#f8d9a8", "#bfe8c3",
                                                  "#f5c2dc", "#f3eda6", "#dcc6f0"};

constexpr std::string_view kPageHead =
    "<style>\nbody { font-family: sans-serif; margin: 2em; max-width: 60em; }\n"
    ".t { display: inline-block; white-space: pre; font-family: monospace; font-size: 1.2em; padding: 2px "
    "1px;\n"
    "     margin: 1px; border-radius: 3px; text-align: center; color: #111; }\n"
    ".t small { display: block; font-size: 0.55em; color: #444; }\n</style>\n";

std::string escaped_for_html(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '&'   ? "&amp;"
           : c == '<' ? "&lt;"
           : c == '>' ? "&gt;"
           : c == '"' ? "&quot;"
                      : std::string(1, c);
  return out;
}

}  // namespace

std::string shown_piece(std::string_view piece) {
  std::string out;
  for (size_t i = 0; i < piece.size();) {
    const CodePoint c = code_point_at(piece, i);
    const std::string_view bytes = piece.substr(i, c.bytes);
    const bool control = c.value < 32 || (c.value >= 127 && c.value < 160);
    if (c.value == '\n')
      out += "\\n";
    else if (c.value == '\t')
      out += "\\t";
    else if (c.value == kInvalid || control)
      for (const char byte : bytes) out += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    else
      out += bytes;
    i += c.bytes;
  }
  return out;
}

std::string terminal_view(const Tokenizer& tokenizer, std::span<const int32_t> ids, bool colours) {
  std::string out;
  for (size_t i = 0; i < ids.size(); ++i) {
    const std::string_view piece = tokenizer.piece(ids[i]);
    const std::string shown = shown_piece(piece);
    if (colours)
      out += fmt::format("\x1b[48;5;{};38;5;16m{}\x1b[0m", kBackgrounds[i % kBackgrounds.size()], shown);
    else
      out += (i == 0 || out.back() == '\n' ? "" : "|") + shown;
    if (piece.ends_with('\n')) out += '\n';
  }
  return out;
}

std::string html_view(const Tokenizer& tokenizer, std::span<const int32_t> ids, std::string_view title) {
  const std::string name = escaped_for_html(title);
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n{}"
      "<h1>{}</h1>\n<p>{} tokens</p>\n<p>\n",
      name, kPageHead, name, ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    const std::string_view piece = tokenizer.piece(ids[i]);
    page += fmt::format("<span class=\"t\" style=\"background: {}\">{}<small>{}</small></span>{}\n",
                        kPageColours[i % kPageColours.size()], escaped_for_html(shown_piece(piece)), ids[i],
                        piece.ends_with('\n') ? "<br>" : "");
  }
  return page + "</p>\n</html>\n";
}

}  // namespace p2g
