#include "tokenizer/unigram.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "math/error.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/files.h"
#include "tokenizer/gpt2_split.h"
#include "tokenizer/simple_tokenizers.h"

namespace p2g {
namespace {

// One cut of a word: its last piece by the share of all cuts that end with it, then the one before.
void sample_word(const PieceModel& model, std::string_view word, Random& random, std::vector<int32_t>& out) {
  const std::vector<double> sums = forward_sums(model, word);
  const size_t before = out.size();
  for (size_t end = word.size(); end > 0;) {
    double left = random.uniform();
    int32_t chosen = -1;
    size_t bytes = 1;
    for (size_t start = 0; start < end; ++start)
      model.trie.each_prefix(word.substr(start, end - start), [&](int32_t id, size_t length) {
        if (start + length != end || left < 0) return;
        chosen = id, bytes = length;  // rounding may leave a little after the last
        left -= std::exp(sums[start] + model.scores[static_cast<size_t>(id)] - sums[end]);
      });
    out.push_back(chosen);
    end -= bytes;
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
}

}  // namespace

Unigram::Unigram(std::vector<std::string> pieces, std::vector<double> scores)
    : pieces_("unigram", std::move(pieces)), model_(pieces_.pieces()) {
  if (scores.size() != pieces_.pieces().size())
    fail("unigram", "{} scores for {} pieces", scores.size(), pieces_.size());
  for (size_t id = 0; id < scores.size(); ++id)
    if (!std::isfinite(scores[id]))
      fail("unigram", "the score of id {} is {}, wanted a number", id, scores[id]);
  for (int byte = 0; byte < 256; ++byte)
    if (!pieces_.id(std::string(1, static_cast<char>(byte))))
      fail("unigram", "byte {:#04x} has no piece: some text could not be encoded", byte);
  model_.scores = std::move(scores);
}

std::vector<int32_t> Unigram::encode(std::string_view text, Special) const {
  std::vector<int32_t> ids;
  for (size_t start = 0; start < text.size();) {
    const size_t end = gpt2_word_end(text, start);
    const std::string_view word = text.substr(start, end - start);
    start = end;
    const uint64_t hash = WordCache::hash(word);
    const bool keeps = word.size() <= WordCache::kLongestWord;
    if (const auto known = keeps ? cache_.find(word, hash) : std::span<const int32_t>(); !known.empty()) {
      ids.insert(ids.end(), known.begin(), known.end());
      continue;
    }
    const size_t before = ids.size();
    viterbi(model_, word, ids);
    if (keeps) cache_.insert(word, hash, std::span(ids).subspan(before));
  }
  return ids;
}

std::vector<int32_t> Unigram::sample(std::string_view text, Random& random) const {
  std::vector<int32_t> ids;
  for (const std::string_view word : gpt2_split(text)) sample_word(model_, word, random, ids);
  return ids;
}

void Unigram::save(const std::filesystem::path& folder) const {
  nlohmann::json file{{"kind", "unigram"}, {"pieces", nlohmann::json::array()}, {"scores", model_.scores}};
  for (const std::string& piece : pieces_.pieces()) file["pieces"].push_back(printed_bytes(piece));
  write_text("unigram", folder / kSimpleFile, file.dump(1) + "\n");
}

}  // namespace p2g
