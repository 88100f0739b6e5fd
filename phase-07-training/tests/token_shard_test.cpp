// Token files: two formats, told apart by what they begin with, and nothing torn or foreign is taken for
// tokens.
#include "training/token_shard.h"

#include <cstring>

#include "math/random.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

std::string bytes_of(const auto& numbers) {
  std::string bytes(numbers.size() * sizeof numbers[0], '\0');
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

// llm.c's file, written without the writer under test.
std::string llm_c_bytes(int32_t version, int32_t count, const std::vector<uint16_t>& tokens) {
  std::vector<int32_t> header(256);
  header[0] = 20240520, header[1] = version, header[2] = count;
  return bytes_of(header) + bytes_of(tokens);
}

std::vector<int32_t> random_tokens(int64_t count, uint64_t vocabulary) {
  Random random(3);
  std::vector<int32_t> tokens;
  for (int64_t i = 0; i < count; ++i) tokens.push_back(static_cast<int32_t>(random.below(vocabulary)));
  return tokens;
}

std::string open_error(const std::string& path, int64_t vocabulary = 65536) {
  return error_of([&] { TokenShard::open(path, vocabulary); });
}

TEST(TokenShard, WhatIsWrittenIsRead) {
  const ScratchFolder folder;
  for (const ShardFormat format : {ShardFormat::llm_c, ShardFormat::raw})
    for (const int64_t count : {1, 2, 4095, 4096, 10000}) {
      const std::vector<int32_t> tokens = random_tokens(count, 65536);
      write_token_shard(folder / "t.bin", tokens, format);
      const TokenShard shard = TokenShard::open(folder / "t.bin", 65536);
      EXPECT_EQ(shard.format(), format);
      ASSERT_EQ(shard.size(), count);
      std::vector<int32_t> read(tokens.size());
      shard.copy(0, count, read.data());
      EXPECT_EQ(read, tokens);
      EXPECT_EQ(shard[count - 1], tokens.back());
    }
  EXPECT_FALSE(std::filesystem::exists(folder / "t.bin.part"));
}

TEST(TokenShard, FilesOfOtherProgramsAreRead) {
  const ScratchFolder folder;
  const std::vector<uint16_t> tokens{5, 0, 65535, 7};
  const TokenShard with = TokenShard::open(folder.put("a.bin", llm_c_bytes(1, 4, tokens)), 65536);
  const TokenShard without = TokenShard::open(folder.put("b.bin", bytes_of(tokens)), 65536);
  EXPECT_EQ(with.format(), ShardFormat::llm_c);
  EXPECT_EQ(without.format(), ShardFormat::raw);
  ASSERT_EQ(with.size(), 4);
  ASSERT_EQ(without.size(), 4);
  for (int64_t i = 0; i < 4; ++i) EXPECT_EQ(with[i], without[i]);
  EXPECT_EQ(with[2], 65535);
}

TEST(TokenShard, TheWriterMakesTheirBytes) {
  const ScratchFolder folder;
  const std::vector<int32_t> tokens{5, 0, 65535, 7};
  write_token_shard(folder / "a.bin", tokens, ShardFormat::llm_c);
  write_token_shard(folder / "b.bin", tokens, ShardFormat::raw);
  EXPECT_EQ(contents(folder / "a.bin"), llm_c_bytes(1, 4, {5, 0, 65535, 7}));
  EXPECT_EQ(contents(folder / "b.bin"), bytes_of(std::vector<uint16_t>{5, 0, 65535, 7}));
}

TEST(TokenShard, TornFilesAreRefused) {
  const ScratchFolder folder;
  const std::string whole = llm_c_bytes(1, 3, {1, 2, 3});
  const auto put = [&](const std::string& bytes) { return folder.put("t.bin", bytes); };
  EXPECT_TRUE(says(open_error(put(whole.substr(0, whole.size() - 2))), {"claims 3", "holds 2", "cut short"}));
  EXPECT_TRUE(says(open_error(put(whole + "xy")), {"claims 3", "holds 4"}));
  EXPECT_TRUE(says(open_error(put(whole + "x")), {"odd", "t.bin"}) ||
              says(open_error(put(whole + "x")), {"even"}));
  EXPECT_TRUE(says(open_error(put(whole.substr(0, 100))), {"100 bytes", "1024", "cut short"}));
  EXPECT_TRUE(says(open_error(put(whole.substr(0, 4))), {"4 bytes", "1024"}));
  EXPECT_TRUE(says(open_error(put("abc")), {"3 bytes", "even"}));
  EXPECT_TRUE(says(open_error(put(llm_c_bytes(2, 3, {1, 2, 3}))), {"version 2", "wanted 1"}));
  EXPECT_TRUE(says(open_error(put(llm_c_bytes(1, -3, {1, 2, 3}))), {"claims -3"}));
  EXPECT_TRUE(says(open_error(folder / "absent.bin"), {"absent.bin", "No such file"}));
}

TEST(TokenShard, StrangersAreNamedWithTheirPlace) {
  const ScratchFolder folder;
  for (const int64_t place : {0, 1, 4095, 4096, 9999}) {
    std::vector<int32_t> tokens = random_tokens(10000, 64);
    tokens[static_cast<size_t>(place)] = 65;
    tokens.back() = 70;
    if (place == 9999) tokens.back() = 65;
    write_token_shard(folder / "t.bin", tokens, ShardFormat::raw);
    const std::string where = "position " + std::to_string(place) + " ";
    EXPECT_TRUE(says(open_error(folder / "t.bin", 65), {"id 65", where.c_str(), "vocabulary of 65"}));
  }
  write_token_shard(folder / "t.bin", std::vector<int32_t>{64, 0}, ShardFormat::raw);
  EXPECT_EQ(TokenShard::open(folder / "t.bin", 65).size(), 2);
}

TEST(TokenShard, WhatDoesNotFitIsNotWritten) {
  const ScratchFolder folder;
  for (const int32_t id : {-1, 65536})
    EXPECT_TRUE(says(error_of([&] {
                       write_token_shard(folder / "t.bin", std::vector<int32_t>{1, id}, ShardFormat::llm_c);
                     }),
                     {std::to_string(id).c_str(), "two bytes"}));
  EXPECT_FALSE(std::filesystem::exists(folder / "t.bin"));
  write_token_shard(folder / "t.bin", std::vector<int32_t>{1, 2}, ShardFormat::llm_c);
  const TokenShard shard = TokenShard::open(folder / "t.bin", 65536);
  int32_t out[3];
  EXPECT_TRUE(says(error_of([&] { shard.copy(1, 2, out); }), {"2 tokens from 1", "among 2"}));
  EXPECT_TRUE(says(error_of([&] { shard.copy(-1, 1, out); }), {"from -1"}));
}

}  // namespace
}  // namespace p2g
