// E03.1, quick: the merges of two toys that can be done by hand (Sennrich et al. 2016)
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "experiment/experiment.h"
#include "tokenizer/sennrich.h"

namespace p2g {
namespace {

// Three merges of the bytes of a word; of equals the pair that occurs first; ids go on from 256.
std::vector<int32_t> merged_bytes(const std::string& text, int merges) {
  std::vector<SymbolWord> words{{{}, 1}};
  for (const char c : text) words[0].symbols.push_back(static_cast<unsigned char>(c));
  for (int32_t result = 256; result < 256 + merges; ++result) {
    PairCount best{{-1, -1}, 0};
    for (const PairCount& found : count_pairs(words))
      if (found.count > best.count) best = found;
    merge_pair(words[0].symbols, best.pair, result);
  }
  return words[0].symbols;
}

// A word's end as _, since </w> would be a tag where claims are shown as a page.
std::string shown(const std::string& pieces) {
  return fmt::format("{}{}", pieces.substr(0, pieces.find(SennrichBpe::kWordEnd)),
                     pieces.ends_with(SennrichBpe::kWordEnd) ? "_" : "");
}

void run(Report& report) {
  const std::vector<std::pair<std::string, int64_t>> toy{
      {"low", 5}, {"lower", 2}, {"newest", 6}, {"widest", 3}};
  const SennrichBpe bpe(toy, 10);
  std::vector<std::string> merges;
  for (size_t i = 0; i < bpe.merges().size(); ++i) {
    merges.push_back(shown(bpe.merged(i)));
    report.fact(fmt::format("times{}", i + 1), fmt::format("{}", bpe.merges()[i].count));
  }
  const std::string ours = fmt::format("{}", fmt::join(merges, ", "));
  const std::string want = "es, est, est_, lo, low, ne, new, newest_, low_, wi";
  report.claim({.key = "sennrich",
                .what = "low 5, lower 2, newest 6, widest 3: ten merges, _ for a word's end",
                .paper = "Sennrich et al. 2016",
                .published = "",
                .ours = ours,
                .limit = "these ten",
                .holds = ours == want});
  const std::string lowest = shown(fmt::format("{}", fmt::join(bpe.segment("lowest"), " ")));
  report.claim({.key = "lowest",
                .what = "lowest, which was never seen",
                .paper = "",
                .published = "",
                .ours = lowest,
                .limit = "low est_",
                .holds = lowest == "low est_"});
  const std::string ids = fmt::format("{}", fmt::join(merged_bytes("aaabdaaabac", 3), " "));
  report.claim({.key = "aaabdaaabac",
                .what = "aaabdaaabac after three merges of bytes",
                .paper = "minbpe",
                .published = "258 100 258 97 99",
                .ours = ids,
                .limit = "equal",
                .holds = ids == "258 100 258 97 99"});
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"tokenizer_toy_merges", "E03.1", "the merges of two toys that can be done by hand", "1 s"},
      p2g::run);
}
