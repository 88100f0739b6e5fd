// E03.3, quick: byte-pair encoding of tiny Shakespeare, size by size (Sennrich et al. 2016)
#include <fmt/core.h>

#include <cmath>

#include "experiment/experiment.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

// Tokens that a second, independent program finds: with 256 bytes and merges up to the size, no end of text.
struct Size {
  int64_t vocabulary, tokens;
};
constexpr std::array<Size, 3> kSizes{{{512, 575345}, {1024, 459792}, {2048, 388493}}};

std::string shown(std::string_view piece) {
  std::string text;
  for (const char c : piece) text += c == ' ' ? "·" : c == '\n' ? "⏎" : std::string(1, c);
  return text;
}

void run(Report& report) {
  const std::string text =
      read_text("shakespeare_bpe", need_data("tinyshakespeare/input.txt", "tinyshakespeare"));
  const auto bytes = static_cast<double>(text.size());
  const BpeTraining training = train_bpe(text, 8193);  // one more: <|endoftext|> is among them
  const std::array<std::pair<const char*, int64_t>, 12> want{{{" t", 23837},
                                                              {"he", 18203},
                                                              {" a", 13541},
                                                              {"ou", 0},
                                                              {" s", 0},
                                                              {" m", 0},
                                                              {"in", 0},
                                                              {" w", 0},
                                                              {"re", 0},
                                                              {"ha", 0},
                                                              {"nd", 0},
                                                              {" the", 0}}};
  std::string first, expected;
  bool equal = true;
  for (size_t i = 0; i < want.size(); ++i) {
    const TrainedMerge& merge = training.merges[i];
    first += shown(training.pieces[256 + i]) + " ";
    expected += shown(want[i].first) + " ";
    equal = equal && (want[i].second == 0 || merge.count == want[i].second);
    report.fact(fmt::format("merge{}", i + 1),
                fmt::format("{}, {} times", shown(training.pieces[256 + i]), merge.count));
  }
  report.claim({.key = "first",
                .what = "the first twelve merges",
                .paper = "",
                .published = "",
                .ours = first,
                .limit = expected + "; the first three " + "23837, 18203 and 13541 times",
                .holds = equal && first == expected});
  std::vector<Row> rows;
  for (int64_t vocabulary = 256; vocabulary <= 8192; vocabulary *= 2) {
    BpeTraining part = training;  // a smaller vocabulary is the beginning of a larger one
    part.merges.resize(static_cast<size_t>(vocabulary - 256));
    part.pieces.resize(static_cast<size_t>(vocabulary));
    const auto tokens = static_cast<int64_t>(part.tokenizer().encode(text).size());
    const double per_token = bytes / static_cast<double>(tokens);
    rows.push_back(
        {fmt::format("{}", vocabulary), fmt::format("{}", tokens), fmt::format("{:.4f}", per_token)});
    for (const Size& size : kSizes)
      if (size.vocabulary == vocabulary)
        report.claim({.key = fmt::format("tokens{}", vocabulary),
                      .what = fmt::format("tokens with a vocabulary of {}", vocabulary),
                      .paper = "",
                      .published = "",
                      .ours = fmt::format("{} ({:.3f} bytes a token)", tokens, per_token),
                      .limit = fmt::format("{} ± 0.2 %", size.tokens),
                      .holds = std::abs(static_cast<double>(tokens - size.tokens)) <=
                               0.002 * static_cast<double>(size.tokens)});
  }
  report.table("bytes-per-token", {"vocabulary", "tokens", "bytes a token"}, rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"tokenizer_shakespeare_bpe", "E03.3", "byte-pair encoding of tiny Shakespeare, size by size", "3 s"},
      p2g::run);
}
