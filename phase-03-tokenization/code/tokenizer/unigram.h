// Unigram (Kudo 2018): every piece has a probability, and a word is cut where the product of them is largest.
//
// Here a piece is bytes, and all 256 single bytes are pieces, so that any bytes can be encoded and decode to
// themselves. Words are GPT-2's.
#pragma once

#include <memory>

#include "math/random.h"
#include "tokenizer/tokenizer.h"
#include "tokenizer/trie.h"
#include "tokenizer/vocabulary.h"
#include "tokenizer/word_cache.h"

namespace p2g {

// What a cut of a word is made of: which pieces start where, and log p of each.
struct PieceModel {
  explicit PieceModel(std::span<const std::string> pieces) : trie(pieces), scores(pieces.size()) {}
  Trie trie;
  std::vector<double> scores;  // log p by id
};

// The most probable pieces of a word are appended (of equals, those with the longer last piece); returns
// their log p, −infinity and no pieces if nothing fits.
double viterbi(const PieceModel& model, std::string_view word, std::vector<int32_t>& out);

// The same by trying all cuts, exponential in the length.
double viterbi_naive(const PieceModel& model, std::string_view word, std::vector<int32_t>& out);

// log of the sum of p over all cuts.
double log_likelihood(const PieceModel& model, std::string_view word);

// log Σ p over all cuts of the first i bytes of the word, for each i from 0 to its length.
std::vector<double> forward_sums(const PieceModel& model, std::string_view word);

class Unigram final : public Tokenizer {
 public:
  // Pieces and log p by id. Throws if a single byte is missing, a piece is empty or given twice, or a score
  // is no number.
  Unigram(std::vector<std::string> pieces, std::vector<double> scores);

  std::string kind() const override { return "unigram"; }
  int64_t vocabulary() const override { return pieces_.size(); }
  std::vector<int32_t> encode(std::string_view text, Special special = Special::forbidden) const override;
  std::string_view piece(int32_t id) const override { return pieces_.piece(id); }
  void save(const std::filesystem::path& folder) const override;  // tokenizer.p2g.json

  // A cut drawn at random, each as often as its probability says (subword regularization).
  std::vector<int32_t> sample(std::string_view text, Random& random) const;
  const PieceModel& model() const { return model_; }

 private:
  Vocabulary pieces_;
  PieceModel model_;
  mutable WordCache cache_;
};

}  // namespace p2g
