#include "nn/idx.h"

#include <gtest/gtest.h>

#include <string>

#include "gzipped.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

std::string big_endian(uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

std::string header(std::initializer_list<uint32_t> dims, char type = 8) {
  std::string bytes{'\0', '\0', type, static_cast<char>(dims.size())};
  for (const uint32_t dim : dims) bytes += big_endian(dim);
  return bytes;
}

std::string error_of_idx(const ScratchFolder& folder, const std::string& bytes) {
  const std::string path = folder.put("file", bytes);
  const std::string error = error_of([&] { (void)read_idx(path); });
  EXPECT_TRUE(says(error, {"[idx] ", path.c_str()}));
  EXPECT_EQ(error.find('\n'), std::string::npos);
  return error;
}

TEST(Idx, ReadsShapeAndNumbersPackedOrNot) {
  const ScratchFolder folder;
  const std::string bytes = header({2, 1, 3}) + std::string("\x01\x02\x03\xff\x00\x80", 6);
  for (const std::string& file : {bytes, gzipped(bytes)}) {
    const Idx idx = read_idx(folder.put("file", file));
    EXPECT_EQ(idx.shape, (Shape{2, 1, 3}));
    EXPECT_EQ(idx.values, (std::vector<uint8_t>{1, 2, 3, 255, 0, 128}));
  }
  EXPECT_EQ(read_idx(folder.put("none", header({0}))).values.size(), 0u);
}

TEST(Idx, RefusesWhatItDoesNotKnow) {
  const ScratchFolder folder;
  EXPECT_TRUE(says(error_of_idx(folder, "PK\x03\x04 a zip"), {"bytes 50 4b", "wanted 00 00", "no IDX"}));
  EXPECT_TRUE(says(error_of_idx(folder, header({1}, 0x0d) + "1234"), {"type 0d", "wanted 08"}));
  EXPECT_TRUE(says(error_of_idx(folder, header({})), {"0 dimensions", "1 to 6"}));
  EXPECT_TRUE(says(error_of_idx(folder, header({1, 1, 1, 1, 1, 1, 1}) + "1"), {"7 dimensions"}));
  EXPECT_TRUE(says(error_of([&] { (void)read_idx(folder / "absent"); }), {"[idx]", "absent is not a file"}));
  EXPECT_TRUE(says(error_of([&] { (void)read_idx(folder.path()); }), {"[idx]", "is not a file"}));
  EXPECT_TRUE(says(error_of_idx(folder, ""), {"is empty"}));
}

// A promise costs nothing: neither 2^32-th powers nor a gigabyte that is not there.
TEST(Idx, BelievesNoPromise) {
  const ScratchFolder folder;
  for (const auto dims : {std::initializer_list<uint32_t>{0xffffffff},
                          {0xffffffff, 0xffffffff},
                          {0x40000000, 2},
                          {0x10000, 0x10000, 0x10000, 0x10000}})
    EXPECT_TRUE(says(error_of_idx(folder, header(dims)), {"promises more than 1073741824 bytes"}));
  EXPECT_TRUE(says(error_of_idx(folder, header({0x40000000}) + "abc"), {"1073741824 bytes but holds 3"}));
  EXPECT_EQ(read_idx(folder.put("zero", header({0, 0xffffffff}))).values.size(), 0u);
}

// Cut anywhere, packed or not, and followed by anything: one line, never a crash or a wrong answer.
TEST(Idx, RefusesEveryCutAndEverythingThatFollows) {
  const ScratchFolder folder;
  const std::string bytes = header({4, 5}) + "abcdefghijklmnopqrst", packed = gzipped(bytes);
  for (const std::string& whole : {bytes, packed}) {
    for (size_t length = 0; length < whole.size(); ++length)
      EXPECT_NE(error_of_idx(folder, whole.substr(0, length)), "") << length;
    EXPECT_TRUE(says(error_of_idx(folder, whole + '\0'), {"goes on after"}));
    EXPECT_TRUE(says(error_of_idx(folder, whole + whole), {"goes on after"}));
  }
  EXPECT_TRUE(says(error_of_idx(folder, bytes.substr(0, 20)), {"(4,5) = 20 bytes but holds 8"}));
  EXPECT_TRUE(
      says(error_of_idx(folder, packed.substr(0, packed.size() - 1)), {"ends inside its gzip stream"}));
  EXPECT_TRUE(says(error_of_idx(folder, gzipped(bytes + "!")), {"goes on after the (4,5) = 20 bytes"}));
}

// The numbers have a checksum: a changed bit of them is found. Nothing that is changed may do worse than
// throw.
TEST(Idx, SurvivesEveryChangedBit) {
  const ScratchFolder folder;
  const std::string bytes = header({4, 5}) + "abcdefghijklmnopqrst", packed = gzipped(bytes);
  const Idx whole = read_idx(folder.put("file", packed));
  int refused = 0;
  for (size_t bit = 0; bit < 8 * packed.size(); ++bit) {
    std::string changed = packed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    try {
      EXPECT_EQ(read_idx(folder.put("file", changed)).values, whole.values) << bit;
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused,
            static_cast<int>(8 * (packed.size() - 10)) - 16);  // but the header's time, system and flags
}

// 64 MB of zeros in 64 kB: read no further than the header promises.
TEST(Idx, StopsABombAtItsPromise) {
  const ScratchFolder folder;
  const std::string bomb = gzipped(header({10}) + std::string(size_t{64} << 20, '\0'));
  EXPECT_LT(bomb.size(), 100000u);
  EXPECT_TRUE(says(error_of_idx(folder, bomb), {"goes on after the (10) = 10 bytes"}));
}

}  // namespace
}  // namespace p2g
