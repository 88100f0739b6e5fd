// E03.2, quick: GPT-2's tokenizer, its known outputs and every text back (Radford et al. 2019)
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "experiment/experiment.h"
#include "math/random.h"
#include "tokenizer/bpe.h"
#include "tokenizer/files.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

struct Known {
  const char *key, *text, *ids;
};
constexpr std::array<Known, 5> kKnown{
    {{"hello-world", "Hello world", "15496 995"},
     {"language-model", "Hello, I'm a language model,", "15496 11 314 1101 257 3303 2746 11"},
     {"spaces", "don't  stop   now", "9099 470 220 2245 220 220 783"},
     {"korean", "hello world!!!? (안녕하세요!) lol123 😉",
      "31373 995 10185 30 357 168 243 230 167 227 243 47991 246 168 226 116 168 248 242 8133 19462 10163 "
      "30325 231"},
     {"turing", "Alan Turing theorized that computers would one day become",
      "36235 39141 18765 1143 326 9061 561 530 1110 1716"}}};

void claim_equal(Report& report, const std::string& key, const std::string& what, const std::string& source,
                 const std::string& want, const std::string& ours) {
  report.claim({.key = key,
                .what = what,
                .paper = source,
                .published = want,
                .ours = ours,
                .limit = "equal",
                .holds = ours == want});
}

std::string count(size_t n) { return fmt::format("{}", n); }

void shakespeare(Report& report, const Bpe& bpe, const std::string& text) {
  const auto tokens = [&](std::string_view part) { return bpe.encode(part).size(); };
  const size_t all = tokens(text), cut = text.size() * 9 / 10;
  claim_equal(report, "shakespeare", "tiny Shakespeare, tokens", "", "338025", count(all));
  report.fact("bytes-per-token",
              fmt::format("{:.4f}", static_cast<double>(text.size()) / static_cast<double>(all)));
  claim_equal(report, "split", "its first nine tenths + the last", "nanoGPT", "301966 + 36059",
              fmt::format("{} + {}", tokens(std::string_view(text).substr(0, cut)),
                          tokens(std::string_view(text).substr(cut))));
  size_t sections = 0, with_ends = 0;
  for (size_t start = 0; start < text.size(); ++sections) {
    const size_t gap = text.find("\n\n", start);
    const size_t end = gap == std::string::npos ? text.size() : gap + 2;
    with_ends += 1 + tokens(std::string_view(text).substr(start, end - start));
    start = end;
  }
  claim_equal(report, "sections", "its 7222 sections, each after <|endoftext|>", "llm.c", "7222: 338028",
              fmt::format("{}: {}", sections, with_ends));
}

void round_trips(Report& report, const Bpe& bpe) {
  constexpr int kTexts = 5000;
  int back = 0;
  Random random(1);
  for (int round = 0; round < kTexts; ++round) {
    std::string text;
    for (uint64_t left = random.below(60); left > 0; --left) {
      const uint64_t range = random.below(3) == 0 ? 0x110000 : random.below(2) == 0 ? 0x800 : 0x80;
      const auto c = static_cast<int32_t>(random.below(range));
      if (c < 0xD800 || c > 0xDFFF) text += to_utf8(c);
    }
    back += bpe.decode(bpe.encode(text)) == text;
  }
  report.claim({.key = "back",
                .what = "random texts of Unicode that come back exactly",
                .paper = "",
                .published = "",
                .ours = fmt::format("{} of {}", back, kTexts),
                .limit = "all",
                .holds = back == kTexts});
}

void run(Report& report) {
  const auto vocabulary = need_data("gpt2-tokenizer/vocab.json", "gpt2-tokenizer");
  const Bpe bpe = Bpe::load(vocabulary, need_data("gpt2-tokenizer/merges.txt", "gpt2-tokenizer"));
  const auto text = need_data("tinyshakespeare/input.txt", "tinyshakespeare");
  claim_equal(report, "vocabulary", "pieces: 256 bytes, 50000 merges, <|endoftext|>", "Radford et al. 2019",
              "50257", count(static_cast<size_t>(bpe.vocabulary())));
  std::vector<std::string_view> first;
  for (int32_t id = 256; id < 261; ++id) first.push_back(bpe.piece(id));
  claim_equal(report, "first", "its first merges", "", "[ t] [ a] [he] [in] [re]",
              fmt::format("[{}]", fmt::join(first, "] [")));
  for (const Known& known : kKnown)
    claim_equal(report, known.key, known.text, "", known.ids,
                fmt::format("{}", fmt::join(bpe.encode(known.text), " ")));
  shakespeare(report, bpe, read_text("gpt2_tokenizer", text));
  round_trips(report, bpe);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"tokenizer_gpt2_tokenizer", "E03.2",
                               "GPT-2's tokenizer, its known outputs and every text back", "2 s"},
                              p2g::run);
}
