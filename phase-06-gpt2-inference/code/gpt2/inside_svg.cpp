#include <fmt/core.h>

#include <array>

#include "gpt2/inside_page.h"
#include "math/error.h"
#include "tokenizer/token_view.h"

namespace p2g {
namespace {

// White paper, whatever is around it.
std::string svg_head(double width, double height, const std::string& title) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" role=\"img\" aria-label=\"{2}\">\n<style>text{{font:12px Helvetica,sans-serif;"
      "fill:#222}}.w{{fill:#1f5aa6}}.frame{{fill:none;stroke:#bbb}}.right{{fill:#2a7f4f}}</style>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
      width, height, escaped(title));
}

std::string text_at(double x, double y, const std::string& text, const char* more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\"{}>{}</text>\n", x, y, more, escaped(text));
}

// Characters, not bytes, so that no letter is cut in two.
std::string shortened(const std::string& text, size_t most) {
  size_t bytes = 0, count = 0;
  while (bytes < text.size() && count < most) {
    ++bytes, ++count;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) ++bytes;
  }
  return bytes < text.size() ? text.substr(0, bytes) + "…" : text;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Portrait make_portrait(const Gpt& model, const Tokenizer& tokenizer, const std::string& sentence) {
  Portrait p;
  p.ids = tokenizer.encode(sentence);
  p.config = model.config;
  if (p.ids.empty()) fail("inside", "the sentence is empty: wanted a word at least");
  if (std::ssize(p.ids) > kMostShown)
    fail("inside", "the sentence has {} tokens, wanted {} at most: shorten it", p.ids.size(), kMostShown);
  const auto piece = [&](int32_t id) {
    return id < tokenizer.vocabulary() ? shown_piece(tokenizer.piece(id)) : std::string("?");
  };
  for (const int32_t id : p.ids) p.pieces.push_back(piece(id));
  p.inside = look_inside(model, p.ids);
  p.readings.push_back(read_stream(model, p.inside.embedded, p.ids));
  for (const BlockInside& block : p.inside.blocks)
    p.readings.push_back(read_stream(model, block.stream, p.ids));
  for (const Reading& reading : p.readings) {
    p.guesses.emplace_back();
    for (const int32_t id : reading.guess) p.guesses.back().push_back(piece(id));
  }
  return p;
}

// Squares of like strength are one path, so that a page of heads stays small.
std::string heat_map(const Portrait& p, size_t layer, int64_t head, double x, double y, double cell) {
  constexpr size_t kLevels = 20;
  const Array& weights = p.inside.blocks[layer].attention;
  const int64_t T = weights.shape()[1];
  std::array<std::string, kLevels + 1> paths;
  for (int64_t i = 0; i < T; ++i)
    for (int64_t j = 0; j <= i; ++j) {
      const auto weight = static_cast<double>(weights[(head * T + i) * T + j]);
      paths[static_cast<size_t>(weight * kLevels + 0.5)] += fmt::format("M{} {}h1v1h-1z", j, i);
    }
  std::string svg = fmt::format("<g transform=\"translate({:g} {:g}) scale({:g})\">", x, y, cell);
  for (size_t level = 1; level <= kLevels; ++level)
    if (!paths[level].empty())
      svg += fmt::format("<path class=\"w\" opacity=\"{:g}\" d=\"{}\"/>",
                         static_cast<double>(level) / kLevels, paths[level]);
  const double side = static_cast<double>(T) * cell;
  return svg +
         fmt::format("</g><rect class=\"frame\" x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\"/>\n", x,
                     y, side, side);
}

std::string attention_svg(const Portrait& p) {
  constexpr double kMap = 104, kGap = 12, kLeft = 62, kTop = 30;
  const auto layers = static_cast<double>(p.config.layers), heads = static_cast<double>(p.config.heads);
  const double cell = kMap / static_cast<double>(p.ids.size());
  std::string svg = svg_head(kLeft + heads * (kMap + kGap), kTop + layers * (kMap + kGap),
                             "Attention weights of every head of every block");
  for (int64_t head = 0; head < p.config.heads; ++head)
    svg += text_at(kLeft + static_cast<double>(head) * (kMap + kGap), 20, fmt::format("head {}", head + 1));
  for (int64_t layer = 0; layer < p.config.layers; ++layer) {
    const double y = kTop + static_cast<double>(layer) * (kMap + kGap);
    svg += text_at(8, y + 14, fmt::format("block {}", layer + 1));
    for (int64_t head = 0; head < p.config.heads; ++head)
      svg += heat_map(p, static_cast<size_t>(layer), head, kLeft + static_cast<double>(head) * (kMap + kGap),
                      y, cell);
  }
  return svg + "</svg>\n";
}

std::string lens_svg(const Portrait& p) {
  constexpr double kWide = 74, kHigh = 30, kLeft = 84, kTop = 34;
  const double width = kLeft + kWide * static_cast<double>(p.ids.size()) + 8;
  std::string svg = svg_head(width, kTop + kHigh * static_cast<double>(p.readings.size()) + 8,
                             "The likeliest next token at each position, read out after each block");
  for (size_t t = 0; t < p.ids.size(); ++t)
    svg += text_at(kLeft + kWide * static_cast<double>(t) + 6, 20, shortened(p.pieces[t], 10),
                   " font-weight=\"bold\"");
  for (size_t layer = 0; layer < p.readings.size(); ++layer) {
    const double y = kTop + kHigh * static_cast<double>(layer);
    svg += text_at(8, y + 19, layer == 0 ? "embedding" : fmt::format("block {}", layer));
    for (size_t t = 0; t < p.ids.size(); ++t) {
      const double x = kLeft + kWide * static_cast<double>(t);
      const bool right = t + 1 < p.ids.size() && p.readings[layer].guess[t] == p.ids[t + 1];
      svg += fmt::format(
          "<rect class=\"{}\" x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" opacity=\"{:.2g}\"/>",
          right ? "right" : "w", x, y, kWide - 3, kHigh - 3, 0.06 + 0.5 * p.readings[layer].probability[t]);
      svg += text_at(x + 6, y + 18, shortened(p.guesses[layer][t], 10));
    }
  }
  return svg + "</svg>\n";
}

}  // namespace p2g
