// E03.5, quick: bytes a token on English, French and C++, tokenizer by tokenizer
#include <fmt/core.h>

#include <array>
#include <functional>

#include "texts.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/unicode.h"
#include "tokenizer/unigram_trainer.h"
#include "tokenizer/word_tokenizer.h"
#include "tokenizer/wordpiece_trainer.h"

namespace p2g {
namespace {

constexpr int64_t kVocabulary = 4096;

struct Encoded {
  size_t tokens, unknown;
  bool back;  // the text came back exactly
};
using Encode = std::function<Encoded(const std::string&)>;

Encode lossless(std::shared_ptr<const Tokenizer> tokenizer) {
  return [tokenizer](const std::string& text) -> Encoded {
    const auto ids = tokenizer->encode(text);
    return {ids.size(), 0, tokenizer->decode(ids) == text};
  };
}

template <typename Words>
Encode lossy(std::shared_ptr<const Words> words, int32_t unknown) {
  return [=](const std::string& text) -> Encoded {
    const auto ids = words->encode(text);
    return {ids.size(), static_cast<size_t>(std::count(ids.begin(), ids.end(), unknown)),
            words->decode(ids) == text};
  };
}

Encoded characters(const std::string& text) {
  size_t n = 0;
  for (size_t i = 0; i < text.size(); i += code_point_at(text, i).bytes) ++n;
  return {n, 0, true};
}

struct Entry {
  std::string key, name;
  Encode encode;
};

std::vector<Entry> tokenizers(const std::string& english) {
  const auto wordpiece = std::make_shared<const WordPiece>(train_wordpiece(english, kVocabulary));
  const auto words = std::make_shared<const WordTokenizer>(WordTokenizer::of(english, kVocabulary));
  const auto gpt2 =
      std::make_shared<const Bpe>(Bpe::load(need_data("gpt2-tokenizer/vocab.json", "gpt2-tokenizer"),
                                            need_data("gpt2-tokenizer/merges.txt", "gpt2-tokenizer")));
  return {
      {"bytes", "bytes, 256",
       [](const std::string& text) {
         return Encoded{text.size(), 0, true};
       }},
      {"characters", "characters", characters},
      {"words", "words, 4,096", lossy(words, 0)},
      {"wordpiece", "WordPiece, 4,096", lossy(wordpiece, *wordpiece->vocabulary().id(WordPiece::kUnknown))},
      {"unigram", "Unigram, 4,096",
       lossless(std::make_shared<const Unigram>(train_unigram(english, {.vocabulary = kVocabulary})))},
      {"bpe", "BPE, 4,096",
       lossless(std::make_shared<const Bpe>(train_bpe(english, kVocabulary).tokenizer()))},
      {"gpt2", "GPT-2's BPE, 50,257", lossless(gpt2)}};
}

void run(Report& report) {
  const auto [english, held_out] =
      nine_tenths(read_text("compression", need_data("tinyshakespeare/input.txt", "tinyshakespeare")));
  const std::array<std::pair<std::string, std::string>, 3> texts{
      {{"english", held_out}, {"french", french_sentences()}, {"code", course_code()}}};
  std::vector<Row> rows;
  for (const Entry& entry : tokenizers(english)) {
    Row row{fmt::format("{}", rows.size())};
    std::string ours;
    bool back = true;
    for (const auto& [kind, text] : texts) {
      const Encoded encoded = entry.encode(text);
      const double per_token = static_cast<double>(text.size()) / static_cast<double>(encoded.tokens);
      const double unknown = 100 * static_cast<double>(encoded.unknown) / static_cast<double>(encoded.tokens);
      row.push_back(fmt::format("{:.4f}", per_token));
      ours += fmt::format("{}{:.2f}", ours.empty() ? "" : ", ", per_token);
      if (unknown > 0) ours += fmt::format(" ({:.0f} % unknown)", unknown);
      back = back && encoded.back;
      report.fact(entry.key + "-" + kind, fmt::format("{:.2f}", per_token));
      report.fact(entry.key + "-" + kind + "-unknown", fmt::format("{:.0f}", unknown));
    }
    rows.push_back(row);
    const bool loses = entry.key == "words" || entry.key == "wordpiece";
    report.claim({.key = entry.key,
                  .what = entry.name + ": bytes a token, English, French, C++",
                  .paper = "",
                  .published = "",
                  .ours = ours,
                  .limit = loses ? "" : "every text comes back",
                  .holds = loses || back});
  }
  report.table("compression", {"tokenizer", "English", "French", "C++"}, rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"tokenizer_compression", "E03.5", "bytes a token on English, French and C++", "10 s"},
      p2g::run);
}
