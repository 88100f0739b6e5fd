// The first merges of byte-pair encoding, and what they make of a line: first_merges [FILE]
#include <fmt/core.h>

#include <string_view>

#include "math/error.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/files.h"

namespace {

constexpr std::string_view kUsage =
    "usage: first_merges [FILE]\nTrains byte-pair encoding on a text, one of its own if none is named.\n";

constexpr std::string_view kText =
    "the perceptron learned to tell left from right. the network learned to tell words from noise. "
    "the gates of the network learned to keep what the network would need. the tokens learned to look "
    "back at the words that they would need. the model learned to tell the next word from the words "
    "before.\n";

std::string shown(std::string_view piece) {
  std::string text;
  for (const char c : piece) text += c == ' ' ? "·" : c == '\n' ? "⏎" : std::string(1, c);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::run_main("first_merges", [&] {
    if (argc > 2 || (argc == 2 && std::string_view(argv[1]) == "--help")) {
      fmt::print("{}", kUsage);
      return argc > 2 ? 2 : 0;
    }
    const std::string text = argc == 2 ? p2g::read_text("first_merges", argv[1]) : std::string(kText);
    const p2g::BpeTraining training = p2g::train_bpe(text, 512);
    fmt::print("{} bytes. The most frequent pairs of neighbours, merged one after the other:\n", text.size());
    for (size_t i = 0; i < training.merges.size() && i < 12; ++i) {
      const auto& [pair, result, count] = training.merges[i];
      const auto piece = [&](int32_t id) { return shown(training.pieces[static_cast<size_t>(id)]); };
      fmt::print("{:4}. {:>8} + {:<8} -> {:<12} {} times\n", i + 1, piece(pair.left), piece(pair.right),
                 piece(result), count);
    }
    const p2g::Bpe bpe = training.tokenizer();
    const std::string line = text.substr(0, std::min<size_t>(text.find('\n'), 72));
    const auto ids = bpe.encode(line);
    fmt::print("With {} merges, {} bytes become {} tokens:\n ", training.merges.size(), line.size(),
               ids.size());
    for (const int32_t id : ids) fmt::print(" {}", shown(bpe.piece(id)));
    fmt::print("\n");
    return 0;
  });
}
