// Attention by hand: five words, three features each, and one head that looks for the noun before a pronoun.
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "attention/causal_mask.h"
#include "math/error.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "nn/softmax.h"

namespace {

constexpr std::array<std::string_view, 5> kWords{"the", "cat", "sat", "because", "it"};

// Darker is more; plain digits where there is no colour.
std::string cell(double weight, bool colour) {
  const std::string text = fmt::format(" {:>7.2f}", weight);
  if (!colour) return text;
  const int shade = 255 - static_cast<int>(weight * 23);
  return fmt::format("\033[48;5;{}m\033[38;5;{}m{}\033[0m", shade, weight > 0.5 ? 231 : 16, text);
}

void print_table(const char* title, const p2g::Array& table, bool heat) {
  const bool colour = heat && isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  fmt::print("{}\n", title);
  const int64_t columns = table.shape().last();
  for (int64_t i = 0; i < table.shape().rows(); ++i) {
    fmt::print("  {:>8}", kWords[static_cast<size_t>(i)]);
    for (int64_t j = 0; j < columns; ++j) fmt::print("{}", cell(table[i * columns + j], colour));
    fmt::print("\n");
  }
}

void run() {
  using namespace p2g;
  // Features: is a noun, is a pronoun, position in the sentence.
  const Tensor x = Tensor::constant(Array::of({5, 3}, {0, 0, .1, 1, 0, .2, 0, 0, .3, 0, 0, .4, 0, 1, .5}));
  // A pronoun asks for nouns; a noun answers that it is one; everything passes on what it is.
  const Tensor to_query = Tensor::constant(Array::of({3, 2}, {0, 0, 6, 0, 0, 1}));
  const Tensor to_key = Tensor::constant(Array::of({3, 2}, {1, 0, 0, 0, 0, 1}));
  const Tensor q = matmul(x, to_query), k = matmul(x, to_key);
  const Tensor scores = scale(matmul_nt(q, k), 1 / 1.4142135623730951);
  const Tensor weights = softmax(causal_mask(scores));
  print_table("each word as (noun, pronoun, position):", x.value(), false);
  print_table("what each word asks for, its query (a noun?, position):", q.value(), false);
  print_table("what each word answers, its key (a noun!, position):", k.value(), false);
  print_table("scores = Q·Kᵀ/√2:", scores.value(), false);
  print_table("weights = softmax(Q·Kᵀ/√2), each word looking at itself and those before it:", weights.value(),
              true);
  print_table("weights · V: \"it\" now carries the noun it stands for:", matmul(weights, x).value(), false);
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::run_main("attention_by_hand", [&] {
    if (argc > 1) {
      const std::string_view flag = argv[1];
      if (flag != "--help" && flag != "-h")
        p2g::fail("arguments", "'{}' is unknown, wanted nothing or --help", flag);
      fmt::print(
          "usage: attention_by_hand\nShows the weights of one attention head that finds the noun of a "
          "pronoun.\n");
      return 0;
    }
    run();
    return 0;
  });
}
