#include "math/gzip.h"

#include <gtest/gtest.h>

#include <string>

#include "gzipped.h"
#include "math/random.h"
#include "math/zip.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

std::string read_all(const std::string& path, size_t step) {
  GzipFile file("test", path);
  std::string bytes, some(step, '\0');
  while (const size_t got = file.read(reinterpret_cast<uint8_t*>(some.data()), step))
    bytes += some.substr(0, got);
  return bytes;
}

// Made by gzip(1), not by zlib's deflate in this test.
TEST(GzipFile, ReadsWhatGzipWrote) {
  const ScratchFolder folder;
  const unsigned char bytes[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb,
                                 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0x48, 0xaf, 0xca, 0x2c, 0xe0,
                                 0x02, 0x00, 0x86, 0x1f, 0x82, 0xa4, 0x0c, 0x00, 0x00, 0x00};
  const std::string path = folder.put("hello.gz", {bytes, bytes + sizeof bytes});
  EXPECT_EQ(read_all(path, 100), "hello, gzip\n");
  EXPECT_EQ(read_all(path, 1), "hello, gzip\n");
  EXPECT_TRUE(GzipFile("test", path).compressed());
}

TEST(GzipFile, GivesBackWhatWasPackedAndWhatWasNot) {
  const ScratchFolder folder;
  Random random(1);
  std::string bytes(300000, '\0');
  for (size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(i % 5 == 0 ? random.bits() & 0xff : 7);
  for (const size_t step : {1000u, 65536u, 1u << 22}) {
    EXPECT_EQ(read_all(folder.put("packed", gzipped(bytes)), step), bytes);
    EXPECT_EQ(read_all(folder.put("plain", bytes), step), bytes);
  }
}

TEST(GzipFile, ReadsAFileWhole) {
  const ScratchFolder folder;
  const std::string bytes = std::string(100000, 'a') + '\0' + "b";
  EXPECT_EQ(read_gzip("test", folder.put("packed", gzipped(bytes))), bytes);
  EXPECT_EQ(read_gzip("test", folder.put("plain", bytes)), bytes);
  EXPECT_TRUE(
      says(error_of([&] { (void)read_gzip("test", folder / "absent"); }), {"[test]", "is not a file"}));
}

// One file stored, one packed, written by Python's zipfile.
const std::string kZip(
    "\120\113\003\004\024\000\000\000\000\000\000\000\041\000\033\070\162\313\013\000\000\000\013\000"
    "\000\000\012\000\000\000\163\164\157\162\145\144\056\164\170\164\150\145\154\154\157\054\040\172"
    "\151\160\012\120\113\003\004\024\000\000\000\010\000\000\000\041\000\075\212\356\271\051\000\000"
    "\000\200\014\000\000\012\000\000\000\160\141\143\153\145\144\056\164\170\164\355\307\261\011\000"
    "\040\014\000\260\131\257\360\265\042\102\207\216\375\037\175\302\055\133\122\147\355\214\036\235"
    "\017\321\263\334\335\335\335\335\335\077\375\002\120\113\001\002\024\003\024\000\000\000\000\000"
    "\000\000\041\000\033\070\162\313\013\000\000\000\013\000\000\000\012\000\000\000\000\000\000\000"
    "\000\000\000\000\200\001\000\000\000\000\163\164\157\162\145\144\056\164\170\164\120\113\001\002"
    "\024\003\024\000\000\000\010\000\000\000\041\000\075\212\356\271\051\000\000\000\200\014\000\000"
    "\012\000\000\000\000\000\000\000\000\000\000\000\200\001\063\000\000\000\160\141\143\153\145\144"
    "\056\164\170\164\120\113\005\006\000\000\000\000\002\000\002\000\160\000\000\000\204\000\000\000"
    "\000\000",
    266);

TEST(Zip, ReadsWhatPythonWrote) {
  const ScratchFolder folder;
  const std::string path = folder.put("two.zip", kZip);
  EXPECT_EQ(read_zip_entry("test", path, "stored.txt"), "hello, zip\n");
  std::string text;
  for (int i = 0; i < 200; ++i) text += "le chat\tthe cat\n";
  EXPECT_EQ(read_zip_entry("test", path, "packed.txt"), text);
  EXPECT_TRUE(says(error_of([&] { (void)read_zip_entry("test", path, "other.txt"); }),
                   {"[test]", "two.zip", "holds no 'other.txt'", "stored.txt, packed.txt"}));
}

// Cut anywhere or with any bit changed: the right answer or one line.
TEST(Zip, SurvivesEveryCutAndEveryChangedBit) {
  const ScratchFolder folder;
  const std::string want = read_zip_entry("test", folder.put("z", kZip), "packed.txt");
  for (size_t length = 0; length < kZip.size(); ++length)
    EXPECT_NE(error_of([&] {
                (void)read_zip_entry("test", folder.put("z", kZip.substr(0, length)), "packed.txt");
              }),
              "")
        << length;
  int refused = 0;
  for (size_t bit = 0; bit < 8 * kZip.size(); ++bit) {
    std::string changed = kZip;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    try {
      EXPECT_EQ(read_zip_entry("test", folder.put("z", changed), "packed.txt"), want) << bit;
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace p2g
