// GPT-2's byte-level byte-pair encoding (Gage 1994; Sennrich et al. 2016; Radford et al. 2019).
//
// Text is cut into words (gpt2_split.h), a word into bytes; then the pair of neighbours that was merged
// earliest in training is merged, until no pair is left that was. Any bytes can be encoded, and decode to
// themselves.
#pragma once

#include <array>

#include "tokenizer/merge_table.h"
#include "tokenizer/tokenizer.h"
#include "tokenizer/word_cache.h"

namespace p2g {

inline constexpr std::string_view kEndOfText = "<|endoftext|>";

class Bpe final : public Tokenizer {
 public:
  // vocab.json and merges.txt as GPT-2 has them. Throws, naming file and line, on anything that does not fit.
  static Bpe load(const std::filesystem::path& vocabulary, const std::filesystem::path& merges);
  // `pieces` are bytes by id, all 256 single bytes among them; `merges` are pairs of ids, earliest first.
  Bpe(std::vector<std::string> pieces, const std::vector<IdPair>& merges);

  std::string kind() const override { return "bpe"; }
  int64_t vocabulary() const override { return static_cast<int64_t>(pieces_.size()); }
  std::vector<int32_t> encode(std::string_view text, Special special = Special::forbidden) const override;
  std::string_view piece(int32_t id) const override;
  std::optional<int32_t> end_of_text() const override { return end_of_text_; }
  void save(const std::filesystem::path& folder) const override;  // vocab.json and merges.txt

  // One word, without cutting it first and without the cache.
  void encode_word(std::string_view word, std::vector<int32_t>& out) const;

 private:
  void encode_plain(std::string_view text, std::vector<int32_t>& out) const;

  std::vector<std::string> pieces_;
  std::vector<IdPair> merges_;
  std::array<int32_t, 256> byte_ids_{};
  MergeTable table_;
  std::optional<int32_t> end_of_text_;
  mutable WordCache cache_;
};

}  // namespace p2g
