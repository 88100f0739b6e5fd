// Which words stand where another could stand? neighbours [FILE WORD…]
#include <fmt/core.h>

#include <string_view>

#include "../experiments/planted.h"
#include "math/error.h"
#include "math/gzip.h"
#include "tokenizer/word2vec.h"

namespace {

constexpr std::string_view kUsage =
    "usage: neighbours [FILE WORD…]\nLearns word vectors from a text (plain or .gz), and prints the nearest "
    "of "
    "each word; without arguments from a small\ngrammar of its own.\n";

p2g::WordVectors learn(const std::string& text, bool grammar) {
  p2g::WordVectorSettings settings;
  settings.subsample = grammar ? 0 : 1e-3;
  if (grammar) settings.dimensions = 20, settings.batch = 16, settings.rate = 0.1;
  const p2g::WordCorpus corpus = p2g::word_corpus(text, grammar ? 1 : 5);
  fmt::print("{} words, {} different ones\n", corpus.words.size(), corpus.counts.size());
  return {corpus.counts.words(), p2g::train_word_vectors(corpus, settings).vectors()};
}

void print_neighbours(const p2g::WordVectors& vectors, std::string_view word) {
  const int32_t id = vectors.id(word);
  fmt::print("{:8}:", word);
  for (const auto& [other, cosine] : vectors.nearest(vectors.unit(id), 5, {&id, 1}))
    fmt::print("  {} {:.1f}", vectors.word(other), cosine);
  fmt::print("\n");
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::run_main("neighbours", [&] {
    if (argc == 2) {
      const bool help = std::string_view(argv[1]) == "--help" || std::string_view(argv[1]) == "-h";
      fmt::print(help ? stdout : stderr, "{}", kUsage);
      return help ? 0 : 2;
    }
    if (argc > 2) {
      const p2g::WordVectors vectors = learn(p2g::read_gzip("neighbours", argv[1]), /*grammar=*/false);
      for (int i = 2; i < argc; ++i) print_neighbours(vectors, argv[i]);
      return 0;
    }
    p2g::Random random(1);
    const p2g::WordVectors vectors = learn(p2g::planted_text(10000, random), /*grammar=*/true);
    for (const char* word : {"king", "actress", "sees", "two", "bearded"}) print_neighbours(vectors, word);
    const auto answer = [&](const char* a, const char* b, const char* c) {
      const int32_t found = p2g::analogy(vectors, vectors.id(a), vectors.id(b), vectors.id(c));
      fmt::print("{} is to {} as {} is to {}\n", a, b, c, vectors.word(found));
    };
    answer("man", "woman", "king");
    answer("man", "men", "king");
    answer("waiter", "waitresses", "god");
    return 0;
  });
}
