// Text to ids and back: what models, loaders and programs know of a tokenizer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace p2g {

// Whether "<|endoftext|>" in a text is the special token, or thirteen ordinary characters.
enum class Special { forbidden, allowed };

// encode() keeps a cache of words: use one tokenizer in one thread at a time.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  virtual std::string kind() const = 0;  // "bpe", "unigram", "char" or "byte"
  virtual int64_t vocabulary() const = 0;
  virtual std::vector<int32_t> encode(std::string_view text, Special special = Special::forbidden) const = 0;
  virtual std::string_view piece(int32_t id) const = 0;  // its bytes; throws for an id outside the vocabulary
  virtual std::optional<int32_t> end_of_text() const { return std::nullopt; }
  virtual void save(const std::filesystem::path& folder) const = 0;

  std::string decode(std::span<const int32_t> ids) const;
};

// By what the folder holds: vocab.json + merges.txt, encoder.json + vocab.bpe, or tokenizer.p2g.json.
std::unique_ptr<Tokenizer> load_tokenizer(const std::filesystem::path& folder);

}  // namespace p2g
