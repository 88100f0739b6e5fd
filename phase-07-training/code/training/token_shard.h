// Files of token ids, two bytes each: llm.c's, with a header, and nanoGPT's, without.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "gpt2/mapped_file.h"

namespace p2g {

// llm.c: 256 int32 (20240520, version 1, how many tokens, zeros), then uint16. No text in GPT-2's ids begins
// with that number: read as two ids, the first would be 55432, beyond the vocabulary. So the magic tells the
// two apart.
enum class ShardFormat { llm_c, raw };

class TokenShard {
 public:
  // Throws on a torn or foreign file, and, naming the position, on an id outside the vocabulary.
  static TokenShard open(const std::filesystem::path& path, int64_t vocabulary);

  ShardFormat format() const { return format_; }
  int64_t size() const { return size_; }
  int32_t operator[](int64_t i) const { return tokens_[i]; }
  void copy(int64_t first, int64_t count, int32_t* out) const;

 private:
  std::shared_ptr<const MappedFile> file_;
  const uint16_t* tokens_ = nullptr;
  int64_t size_ = 0;
  ShardFormat format_ = ShardFormat::raw;
};

// Whole or not at all. Throws for ids beyond 65535.
void write_token_shard(const std::filesystem::path& path, std::span<const int32_t> tokens,
                       ShardFormat format);

}  // namespace p2g
