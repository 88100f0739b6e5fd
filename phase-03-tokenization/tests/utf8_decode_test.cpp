#include <gtest/gtest.h>
#include <utf8proc.h>

#include "math/random.h"
#include "reads.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

::testing::AssertionResult decodes(std::string_view text, int32_t value, uint32_t bytes,
                                   const std::vector<Cause>& causes, const std::string& otherwise) {
  const CodePoint c = code_point_at(text, 0);
  return close_to({double(c.value), double(c.bytes)}, {double(value), double(bytes)}, 0, causes, otherwise);
}

const std::string kTable = "look at the table of the first byte's bits: 0…, 110…, 1110…, 11110…";

TEST(Utf8Decode, OneToFourBytesByHand) {
  EXPECT_TRUE(decodes("A", 65, 1, {}, kTable));
  EXPECT_TRUE(decodes(
      "\xC3\xA9", 0xE9, 2,
      {{"the marks were not taken off: 110 of the first byte, 10 of the others", {0xC3 << 6 | 0xA9, 2}},
       {"a following byte brings 6 bits, not 8", {0x3 << 8 | 0x29, 2}},
       {"a following byte brings 6 bits: shift by 6 before the next", {0x3 << 8 | 0xA9, 2}},
       {"the first byte alone was taken", {0xC3, 1}}},
      kTable));
  EXPECT_TRUE(decodes("\xE6\x9D\xB1", 0x6771, 3, {}, kTable));
  EXPECT_TRUE(decodes("\xF0\x9F\x99\x82", 0x1F642, 4, {}, kTable));
}

TEST(Utf8Decode, TakesThePositionAndNothingElse) {
  const std::string text = "a\xC3\xA9z";
  EXPECT_TRUE(holds(code_point_at(text, 1).value == 0xE9 && code_point_at(text, 3).value == 'z',
                    "é at byte 1 and z at byte 3",
                    fmt::format("{} and {}", code_point_at(text, 1).value, code_point_at(text, 3).value),
                    "read from text[position], not from the beginning"));
}

TEST(Utf8Decode, ABrokenByteStandsForItself) {
  const std::string invalid = "no character: {kInvalid, 1}, and the next byte is looked at on its own";
  for (const auto& [bytes, why] : std::vector<std::pair<std::string, std::string>>{
           {"\x80", "a byte 10… continues a character and starts none"},
           {"\xFF", "11111111 starts no character"},
           {"\xE6\x9D", "the text ends inside the character: look at its length first"},
           {"\xC3(", "a following byte must be 10…: check it"},
           {"\xC0\xAF", "too long: / is one byte, and in two it is refused (it has been used to smuggle)"},
           {"\xE0\x80\x80", "too long: fewer bytes would do"},
           {"\xED\xA0\x80", "a surrogate, D800 to DFFF, is half a UTF-16 pair and no character"},
           {"\xF4\x90\x80\x80", "beyond 10FFFF there are no characters"}}) {
    const CodePoint c = code_point_at(bytes, 0);
    EXPECT_TRUE(holds(c.value == kInvalid && c.bytes == 1, invalid,
                      fmt::format("{:#x} of {} bytes", c.value, c.bytes), why));
  }
}

TEST(Utf8Decode, GivesEveryCodePointBack) {
  for (int32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const CodePoint got = code_point_at(to_utf8(c), 0);
    ASSERT_EQ(got.value, c);
    ASSERT_EQ(got.bytes, to_utf8(c).size());
  }
}

// A second witness, for what is broken too.
TEST(Utf8Decode, AgreesWithUtf8procOnAnyBytes) {
  Random random(1);
  for (int round = 0; round < 2000000; ++round) {
    std::string bytes(1 + random.below(4), '\0');
    for (char& b : bytes)
      b = static_cast<char>(random.below(3) == 0 ? random.below(256) : 0x80 + random.below(64));
    bytes[0] = static_cast<char>(0x78 + random.below(0x88));
    utf8proc_int32_t value = 0;
    const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                       static_cast<utf8proc_ssize_t>(bytes.size()), &value);
    const CodePoint got = code_point_at(bytes, 0);
    ASSERT_EQ(got.value, used > 0 ? value : kInvalid) << testing::PrintToString(bytes);
    ASSERT_EQ(got.bytes, used > 0 ? static_cast<uint32_t>(used) : 1);
  }
}

}  // namespace
}  // namespace p2g
