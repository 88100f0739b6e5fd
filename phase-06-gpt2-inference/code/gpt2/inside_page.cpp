#include "gpt2/inside_page.h"

#include <fmt/core.h>

#include <array>
#include <cmath>

#include "math/reduce.h"

namespace p2g {
namespace {

constexpr const char* kStyle = R"(
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2430; --soft: #5a6472; --line: #d5dae1; --heat: #1f5aa6;
  --right: #2a7f4f; --chip: #eef2f7; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181e; --ink: #e6e9ee; --soft: #a3adba; --line: #39414c;
  --heat: #7fb2f0; --right: #6cc394; --chip: #222933; } }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, Helvetica, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
p { max-width: 44rem; } .soft { color: var(--soft); } code, .chip, td b { font-family: ui-monospace, monospace; }
.chip { display: inline-block; background: var(--chip); border-radius: 4px; padding: 0 .4rem; margin: .15rem;
  white-space: pre; } .chip small { color: var(--soft); }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
.wide:focus-visible, summary:focus-visible { outline: 3px solid var(--heat); outline-offset: 2px; }
table { border-collapse: collapse; } th, td { padding: .3rem .5rem; text-align: left; white-space: pre; }
tbody th { position: sticky; left: 0; background: var(--paper); font-weight: normal; color: var(--soft); }
td { position: relative; } td i { position: absolute; inset: 2px; border-radius: 4px; background: var(--heat); }
td.right i { background: var(--right); } td b { position: relative; font-weight: normal; }
td small { position: relative; color: var(--soft); }
details { border-top: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; padding: .3rem 0; }
.heads { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; } figcaption { color: var(--soft); }
svg { display: block; } .w { fill: var(--heat); } .frame { fill: none; stroke: var(--line); }
svg text { fill: var(--ink); font: 9px ui-monospace, monospace; }
)";

std::string chips(const Portrait& p) {
  std::string html = "<p>";
  for (size_t t = 0; t < p.ids.size(); ++t)
    html += fmt::format("<span class=\"chip\">{} <small>{}</small></span>", escaped(p.pieces[t]), p.ids[t]);
  return html + "</p>\n";
}

std::string shapes(const Portrait& p) {
  const auto T = std::ssize(p.ids);
  const GptConfig& c = p.config;
  const int64_t D = c.channels / c.heads;
  const std::vector<std::array<std::string, 3>> rows{
      {"ids", fmt::format("({})", T), "whole numbers, one a token"},
      {"wte[ids] + wpe", fmt::format("({},{})", T, c.channels), "the residual stream begins"},
      {"queries, keys, values", fmt::format("3 × ({},{},{})", c.heads, T, D),
       fmt::format("in each of {} blocks: {} heads of {} channels", c.layers, c.heads, D)},
      {"attention weights", fmt::format("({},{},{})", c.heads, T, T),
       "each row sums to 1; no row sees later columns"},
      {"c_fc and GELU", fmt::format("({},{})", T, 4 * c.channels), "wide, then back to the stream's width"},
      {"stream after each block", fmt::format("({},{})", T, c.channels), "what both branches added to it"},
      {"logits", fmt::format("({},{})", T, c.vocabulary), "a score for every token that could come next"}};
  std::string html =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Shapes\"><table><tbody>";
  for (const auto& [name, shape, note] : rows)
    html += fmt::format("<tr><th scope=\"row\">{}</th><td><code>{}</code></td><td>{}</td></tr>\n", name,
                        shape, note);
  return html + "</tbody></table></div>\n";
}

// Cells bear the guess and its probability; the darker, the surer; the other colour where it is what came.
std::string lens(const Portrait& p) {
  std::string html =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Guesses after each "
      "block\"><table><thead><tr>"
      "<th></th>";
  for (const std::string& piece : p.pieces) html += fmt::format("<th scope=\"col\">{}</th>", escaped(piece));
  html += "<th scope=\"col\" class=\"soft\">nats a token</th></tr></thead><tbody>\n";
  for (size_t layer = 0; layer < p.readings.size(); ++layer) {
    const Reading& reading = p.readings[layer];
    html += fmt::format("<tr><th scope=\"row\">{}</th>",
                        layer == 0 ? "embedding" : fmt::format("block {}", layer));
    for (size_t t = 0; t < p.ids.size(); ++t) {
      const bool right = t + 1 < p.ids.size() && reading.guess[t] == p.ids[t + 1];
      html += fmt::format("<td{}><i style=\"opacity:{:.2f}\"></i><b>{}</b> <small>{:.0f}{}</small></td>",
                          right ? " class=\"right\"" : "", 0.04 + 0.36 * reading.probability[t],
                          escaped(p.guesses[layer][t]), 100 * reading.probability[t], right ? " ✓" : "");
    }
    html += fmt::format("<td>{:.2f}</td></tr>\n", reading.nats);
  }
  return html + "</tbody></table></div>\n";
}

std::string head_map(const Portrait& p, size_t layer, int64_t head) {
  constexpr double kCell = 12, kLabels = 60;
  const double side = kCell * static_cast<double>(p.ids.size());
  std::string svg = fmt::format(
      "<figure><figcaption>head {0}</figcaption><svg width=\"{1:.0f}\" height=\"{2:.0f}\" viewBox=\"0 0 "
      "{1:.0f} {2:.0f}\" "
      "role=\"img\" aria-label=\"Block {3}, head {0}: rows look at columns\">",
      head + 1, kLabels + side + 2, side + 2, layer + 1);
  for (size_t t = 0; t < p.pieces.size(); ++t)
    svg += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", kLabels - 4,
                       kCell * static_cast<double>(t) + 10, escaped(p.pieces[t]));
  return svg + heat_map(p, layer, head, kLabels, 1, kCell) + "</svg></figure>\n";
}

std::string attention(const Portrait& p) {
  std::string html;
  for (size_t layer = 0; layer < p.inside.blocks.size(); ++layer) {
    html += fmt::format("<details{}><summary>Block {}</summary><div class=\"heads\">\n",
                        layer == 0 ? " open" : "", layer + 1);
    for (int64_t head = 0; head < p.config.heads; ++head) html += head_map(p, layer, head);
    html += "</div></details>\n";
  }
  return html;
}

// Root mean square of the stream's numbers.
double strength(const Array& stream) {
  return std::sqrt(sum_of_squares(stream) / static_cast<double>(stream.size()));
}

std::string stream(const Portrait& p) {
  std::string html =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Strength\"><table><tbody>";
  for (size_t layer = 0; layer <= p.inside.blocks.size(); ++layer) {
    const double size = strength(layer == 0 ? p.inside.embedded : p.inside.blocks[layer - 1].stream);
    html += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{:.2f}</td><td><svg width=\"{:.0f}\" height=\"12\" "
        "aria-hidden=\"true\">"
        "<rect class=\"w\" width=\"100%\" height=\"12\"/></svg></td></tr>\n",
        layer == 0 ? "embedding" : fmt::format("block {}", layer), size, 1 + 40 * size);
  }
  return html + "</tbody></table></div>\n";
}

}  // namespace

std::string inside_page(const Portrait& p) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\"><title>Inside a GPT</title><style>";
  html += kStyle;
  html += fmt::format(
      "</style></head><body><main>\n<h1>One sentence on its way through a GPT</h1>\n<p class=\"soft\">{} "
      "blocks, {} heads, "
      "{} channels, {} parameters. Each token with its id:</p>\n",
      p.config.layers, p.config.heads, p.config.channels, parameter_count(p.config));
  html += chips(p) + "<h2>Shapes</h2>\n" + shapes(p);
  html +=
      "<h2>What it would say, if it ended here</h2>\n<p>The residual stream after each block, read by the "
      "last norm and "
      "the head: the likeliest token to come next, and its probability in percent. A tick and the other "
      "colour: it is what "
      "came. The last column is the mean price of the true tokens.</p>\n";
  html += lens(p);
  html +=
      "<h2>What each head looks at</h2>\n<p>A row is a token that looks, columns are the tokens in the same "
      "order; the "
      "stronger the square, the more of its weight.</p>\n";
  html += attention(p);
  html += "<h2>How strong the stream is</h2>\n<p>Root mean square of its numbers: every block adds.</p>\n" +
          stream(p);
  return html + "</main></body></html>\n";
}

}  // namespace p2g
