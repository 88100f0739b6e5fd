#include "training/token_shard.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "gpt2/atomic_file.h"
#include "math/error.h"

namespace p2g {
namespace {

constexpr int32_t kMagic = 20240520, kVersion = 1;
constexpr size_t kHeaderInts = 256, kHeaderBytes = kHeaderInts * sizeof(int32_t);

// How many bytes of header come first; throws if they disagree with the file's length.
size_t check_header(const std::string& path, const MappedFile& file) {
  std::array<int32_t, 3> header{};
  if (file.size() > 0) std::memcpy(header.data(), file.data(), std::min(file.size(), sizeof header));
  if (header[0] != kMagic) return 0;
  if (file.size() < kHeaderBytes)
    fail("tokens", "{} is {} bytes long, its header alone wants {}. Was it cut short?", path, file.size(),
         kHeaderBytes);
  if (header[1] != kVersion) fail("tokens", "{} has version {}, wanted {}", path, header[1], kVersion);
  const size_t held = (file.size() - kHeaderBytes) / 2;
  if (header[2] < 0 || static_cast<size_t>(header[2]) != held)
    fail("tokens", "{} claims {} tokens but holds {}. Was it cut short?", path, header[2], held);
  return kHeaderBytes;
}

// The first id that is no id of the vocabulary; size if there is none. Blocks go through vectors.
int64_t first_outside(const uint16_t* tokens, int64_t size, int64_t vocabulary) {
  constexpr int64_t kBlock = 4096;
  for (int64_t first = 0; first < size; first += kBlock) {
    const int64_t last = std::min(size, first + kBlock);
    uint16_t largest = 0;
    for (int64_t i = first; i < last; ++i) largest = std::max(largest, tokens[i]);
    if (largest < vocabulary) continue;
    return std::find_if(tokens + first, tokens + last, [&](uint16_t id) { return id >= vocabulary; }) -
           tokens;
  }
  return size;
}

}  // namespace

TokenShard TokenShard::open(const std::filesystem::path& path, int64_t vocabulary) {
  TokenShard shard;
  shard.file_ = MappedFile::open(path);
  const size_t header = check_header(path.string(), *shard.file_);
  const size_t bytes = shard.file_->size() - header;
  if (bytes % 2 != 0)
    fail("tokens", "{} holds {} bytes of tokens, wanted an even number. Was it cut short?", path.string(),
         bytes);
  shard.format_ = header == 0 ? ShardFormat::raw : ShardFormat::llm_c;
  shard.tokens_ = reinterpret_cast<const uint16_t*>(shard.file_->data() + header);
  shard.size_ = static_cast<int64_t>(bytes / 2);
  const int64_t stranger = first_outside(shard.tokens_, shard.size_, vocabulary);
  if (stranger < shard.size_)
    fail("tokens", "{}: id {} at position {} is outside the vocabulary of {}. Is it another tokenizer's?",
         path.string(), shard.tokens_[stranger], stranger, vocabulary);
  return shard;
}

void TokenShard::copy(int64_t first, int64_t count, int32_t* out) const {
  if (first < 0 || count < 0 || first + count > size_)
    fail("tokens", "{} tokens from {} are not among {}", count, first, size_);
  for (int64_t i = 0; i < count; ++i) out[i] = tokens_[first + i];
}

void write_token_shard(const std::filesystem::path& path, std::span<const int32_t> tokens,
                       ShardFormat format) {
  std::vector<uint16_t> halves;
  halves.reserve(tokens.size());
  for (const int32_t id : tokens) {
    if (id < 0 || id > 65535) fail("tokens", "id {} does not fit into two bytes", id);
    halves.push_back(static_cast<uint16_t>(id));
  }
  if (format == ShardFormat::llm_c && tokens.size() > size_t{INT32_MAX})
    fail("tokens", "{} tokens are more than a header can count: split the text", tokens.size());
  AtomicFile file(path.string());
  if (format == ShardFormat::llm_c) {
    std::array<int32_t, kHeaderInts> header{kMagic, kVersion, static_cast<int32_t>(tokens.size())};
    file.write(header.data(), kHeaderBytes);
  }
  file.write(halves.data(), halves.size() * 2);
  file.commit();
}

}  // namespace p2g
