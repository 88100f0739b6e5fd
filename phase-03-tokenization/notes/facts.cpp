// The numbers that the notes quote, one "name<TAB>value" a line.
#include <fmt/core.h>

#include <cmath>
#include <string>

#include "math/plain_main.h"
#include "tokenizer/unicode.h"
#include "tokenizer/wordpiece_trainer.h"

namespace p2g {
namespace {

void say(const std::string& name, const std::string& value) { fmt::print("{}\t{}\n", name, value); }

void bytes() {
  say("utf8-e-acute", fmt::format("{:X}", code_point_at("é", 0).value));
  say("utf8-tokyo-bytes", fmt::format("{}", std::string("東京").size()));
}

const std::vector<std::pair<std::string, int64_t>> kToy{
    {"low", 5}, {"lower", 2}, {"newest", 6}, {"widest", 3}};

// What WordPiece would gain on the same toy, by its letters.
void gains() {
  const auto count = [](char letter) {
    int64_t n = 0;
    for (const auto& [word, times] : kToy)
      for (const char c : word) n += c == letter ? times : 0;
    return n;
  };
  int64_t all = 0;
  for (const auto& [word, times] : kToy) all += static_cast<int64_t>(word.size()) * times;
  const auto pair = [](const std::string& letters) {
    int64_t n = 0;
    for (const auto& [word, times] : kToy)
      if (word.find(letters) != std::string::npos) n += times;
    return n;
  };
  say("toy-letters", fmt::format("{}", all));
  for (const std::string letters : {"es", "st", "lo", "we", "id"}) {
    const int64_t n = pair(letters), left = count(letters[0]), right = count(letters[1]);
    say("count-" + letters, fmt::format("{}", n));
    say("parts-" + letters, fmt::format("{}, {}", left, right));
    say("gain-" + letters, fmt::format("{:.1f}", merge_gain(n, left, right, all, false)));
  }
}

void bits() {
  // Two models of the same 12 bytes: 12 characters at 2.0 bits each, 3 tokens at 7.0.
  say("bits-characters", fmt::format("{:.2f}", 12 * 2.0 / 12));
  say("bits-tokens", fmt::format("{:.2f}", 3 * 7.0 / 12));
  say("perplexity-characters", fmt::format("{:.0f}", std::exp2(2.0)));
  say("perplexity-tokens", fmt::format("{:.0f}", std::exp2(7.0)));
  // GPT-2's bytes a token on tiny Shakespeare, and a loss of 3.29 nats a token.
  say("bpb-of-loss", fmt::format("{:.3f}", 3.29 / (3.2997 * std::log(2))));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "facts", "the numbers that the notes quote", [] {
    p2g::bytes();
    p2g::gains();
    p2g::bits();
  });
}
