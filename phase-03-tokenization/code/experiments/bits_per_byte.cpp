// E03.6, quick: perplexity rises and bits per byte fall as the vocabulary grows
#include <fmt/core.h>

#include <cmath>

#include "texts.h"
#include "tokenizer/bpe_trainer.h"

namespace p2g {
namespace {

struct Score {
  double perplexity, bits_per_byte;
};

// The simplest model there is, each token by its share of the training text (and one more of each).
Score of_single_tokens(const Bpe& bpe, const std::string& train, const std::string& test) {
  const std::vector<int32_t> known = bpe.encode(train), tokens = bpe.encode(test);
  std::vector<double> counts(static_cast<size_t>(bpe.vocabulary()), 1);
  for (const int32_t id : known) counts[static_cast<size_t>(id)] += 1;
  const double all = static_cast<double>(known.size() + counts.size());
  double nats = 0;
  for (const int32_t id : tokens) nats -= std::log(counts[static_cast<size_t>(id)] / all);
  const auto n = static_cast<double>(tokens.size());
  return {std::exp(nats / n), nats / (static_cast<double>(test.size()) * std::log(2))};
}

void run(Report& report) {
  const auto [train, test] =
      nine_tenths(read_text("bits_per_byte", need_data("tinyshakespeare/input.txt", "tinyshakespeare")));
  const BpeTraining training = train_bpe(train, 8193);
  std::vector<Row> rows;
  std::vector<Score> scores;
  for (int64_t vocabulary = 256; vocabulary <= 8192; vocabulary *= 2) {
    BpeTraining part = training;
    part.merges.resize(static_cast<size_t>(vocabulary - 256));
    part.pieces.resize(static_cast<size_t>(vocabulary));
    const Score score = of_single_tokens(part.tokenizer(), train, test);
    scores.push_back(score);
    rows.push_back({fmt::format("{}", vocabulary), fmt::format("{:.2f}", score.perplexity),
                    fmt::format("{:.4f}", score.bits_per_byte)});
    report.claim({.key = fmt::format("v{}", vocabulary),
                  .what = fmt::format("vocabulary {}: perplexity, bits a byte", vocabulary),
                  .paper = "",
                  .published = "",
                  .ours = fmt::format("{:.0f}, {:.2f}", score.perplexity, score.bits_per_byte)});
    report.fact(fmt::format("perplexity{}", vocabulary), fmt::format("{:.0f}", score.perplexity));
    report.fact(fmt::format("bits{}", vocabulary), fmt::format("{:.2f}", score.bits_per_byte));
  }
  bool opposite = true;
  for (size_t i = 1; i < scores.size(); ++i)
    opposite = opposite && scores[i].perplexity > scores[i - 1].perplexity &&
               scores[i].bits_per_byte < scores[i - 1].bits_per_byte;
  report.claim({.key = "opposite",
                .what = "each doubling: more perplexity, fewer bits a byte",
                .paper = "",
                .published = "",
                .ours = opposite ? "yes" : "no",
                .limit = "yes",
                .holds = opposite});
  report.table("bits-per-byte", {"vocabulary", "perplexity", "bits a byte"}, rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"tokenizer_bits_per_byte", "E03.6",
                               "perplexity rises and bits per byte fall as the vocabulary grows", "4 s"},
                              p2g::run);
}
