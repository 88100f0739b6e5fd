// Word vectors: many small products, on vectors that are scattered over memory.
#include <fmt/core.h>

#include <chrono>
#include <memory>

#include "tokenizer/word2vec.h"
#include "workload.h"

namespace p2g {

Workload word_vectors() {
  static constexpr double kPairs = 3.73;  // of neighbours, a word of the books, after subsampling: counted
  const auto make = []() -> Round {
    auto corpus = std::make_shared<WordCorpus>(word_corpus(books(), /*least=*/5));
    return [=] {
      WordVectorSettings settings;
      settings.epochs = 1;
      const auto start = std::chrono::steady_clock::now();
      train_word_vectors(*corpus, settings);
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() /
             static_cast<double>(corpus->words.size()) * 1e6;
    };
  };
  const auto meaning = [](double seconds, const Limits& limits) {
    // A target: a dot product and two additions of a vector, each of 2 FLOP a number; it is read twice and
    // written once, and its word's vector is read once more.
    const WordVectorSettings settings;
    const double numbers = 1e6 * kPairs * static_cast<double>((1 + settings.negatives) * settings.dimensions);
    const double gflops = 6 * numbers / seconds / 1e9, gbps = 4 * sizeof(float) * numbers / seconds / 1e9;
    return fmt::format(
        "{:.2f} million words/s, {:.0f} GFLOP/s, {:.1f} % of the peak; moves {:.0f} GB/s, memory "
        "reads {:.0f}",
        1 / seconds, gflops, 100 * gflops / limits.gflops, gbps, limits.gbps);
  };
  return {"word2vec", "skip-gram on the books, 100 numbers a word, window 5, 5 negatives, a million words",
          7,          false,
          make,       meaning};
}

}  // namespace p2g
