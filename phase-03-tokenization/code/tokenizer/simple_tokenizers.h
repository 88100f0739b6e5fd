// The two tokenizers that need no training: one id a character, one id a byte.
#pragma once

#include <map>

#include "tokenizer/tokenizer.h"

namespace p2g {

inline constexpr const char* kSimpleFile = "tokenizer.p2g.json";

// The code points of a text, in order, as nanoGPT's character experiment has them.
class CharTokenizer final : public Tokenizer {
 public:
  static CharTokenizer of(std::string_view text);
  explicit CharTokenizer(std::vector<std::string> characters);  // in order of their ids

  std::string kind() const override { return "char"; }
  int64_t vocabulary() const override { return static_cast<int64_t>(characters_.size()); }
  // Throws, naming it, for a character that is not in the vocabulary.
  std::vector<int32_t> encode(std::string_view text, Special special = Special::forbidden) const override;
  std::string_view piece(int32_t id) const override;
  void save(const std::filesystem::path& folder) const override;

 private:
  std::vector<std::string> characters_;
  std::map<std::string, int32_t, std::less<>> ids_;
};

class ByteTokenizer final : public Tokenizer {
 public:
  std::string kind() const override { return "byte"; }
  int64_t vocabulary() const override { return 256; }
  std::vector<int32_t> encode(std::string_view text, Special special = Special::forbidden) const override;
  std::string_view piece(int32_t id) const override;
  void save(const std::filesystem::path& folder) const override;
};

std::unique_ptr<Tokenizer> load_simple_tokenizer(const std::filesystem::path& folder);

}  // namespace p2g
