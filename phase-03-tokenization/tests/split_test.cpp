#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "math/error.h"
#include "math/random.h"
#include "tokenizer/gpt2_split.h"
#include "tokenizer/simple_tokenizers.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

using Words = std::vector<std::string_view>;

TEST(Gpt2Split, CutsAsThePatternSays) {
  EXPECT_EQ(gpt2_split("Hello world"), (Words{"Hello", " world"}));
  EXPECT_EQ(
      gpt2_split("it's we'll I'd they've you're I'm can't"),
      (Words{"it", "'s", " we", "'ll", " I", "'d", " they", "'ve", " you", "'re", " I", "'m", " can", "'t"}));
  EXPECT_EQ(gpt2_split("IT'S 'S"), (Words{"IT", "'", "S", " '", "S"}));  // capitals are no contractions
  EXPECT_EQ(gpt2_split("'sad"), (Words{"'s", "ad"}));
  EXPECT_EQ(gpt2_split("a   b"), (Words{"a", "  ", " b"}));
  EXPECT_EQ(gpt2_split("a\n\nb"), (Words{"a", "\n", "\n", "b"}));
  EXPECT_EQ(gpt2_split("a \n b  "), (Words{"a", " \n", " b", "  "}));
  EXPECT_EQ(gpt2_split("x1y22 33"), (Words{"x", "1", "y", "22", " 33"}));
  EXPECT_EQ(gpt2_split("wait... what?!"), (Words{"wait", "...", " what", "?!"}));
  EXPECT_EQ(gpt2_split("\t\tif"), (Words{"\t", "\t", "if"}));
  EXPECT_EQ(gpt2_split("naïve 東京 ½"), (Words{"naïve", " 東京", " ½"}));
  EXPECT_EQ(gpt2_split("a\u00a0b"), (Words{"a", "\u00a0", "b"}));  // white space, but no space
  EXPECT_EQ(gpt2_split(""), Words{});
  EXPECT_EQ(gpt2_split(" "), Words{" "});
}

TEST(Gpt2Split, WordsAreTheTextWhateverTheBytes) {
  Random random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const size_t length = random.below(30);
    while (text.size() < length)
      text += random.below(3) == 0 ? static_cast<char>(random.below(256)) : " 'sa1\n"[random.below(6)];
    std::string joined;
    for (const std::string_view word : gpt2_split(text)) {
      ASSERT_FALSE(word.empty());
      joined += word;
    }
    ASSERT_EQ(joined, text);
  }
}

TEST(Unicode, BrokenSequencesAreSingleBytes) {
  for (const char* broken :
       {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE6\x9D", "\xFF"})
    EXPECT_EQ(code_point_at(broken, 0).value, kInvalid) << broken;
  EXPECT_EQ(code_point_at("東", 0).value, 0x6771);
  EXPECT_EQ(code_point_at("東", 0).bytes, 3u);
  EXPECT_EQ(to_utf8(0x1F600).size(), 4u);
}

TEST(Utf8Stream, NeverShowsHalfACharacter) {
  const std::string text = "aé東😀z";
  Utf8Stream stream;
  std::string shown;
  for (const char c : text) {
    const std::string part = stream.push(std::string(1, c));
    for (size_t i = 0; i < part.size(); i += code_point_at(part, i).bytes)
      EXPECT_NE(code_point_at(part, i).value, kInvalid);
    shown += part;
  }
  EXPECT_EQ(shown + stream.finish(), text);
  EXPECT_EQ(stream.push("\xE6\x9D"), "");
  EXPECT_EQ(stream.finish(), "\xE6\x9D");
  EXPECT_EQ(stream.push("\xFF\xFF"), "\xFF\xFF");  // no beginning of anything
}

TEST(SimpleTokenizers, CharactersAndBytesComeBack) {
  const CharTokenizer chars = CharTokenizer::of("hello wörld");
  EXPECT_EQ(chars.vocabulary(), 9);
  EXPECT_EQ(chars.decode(chars.encode("world wör")), "world wör");
  EXPECT_THROW(chars.encode("xyz"), Error);
  EXPECT_THROW(CharTokenizer::of("\xFF"), Error);
  EXPECT_EQ(chars.piece(0), " ");  // in order of code points
  const ByteTokenizer bytes;
  EXPECT_EQ(bytes.decode(bytes.encode("w\xFF\0x")), std::string("w\xFF"));
  EXPECT_THROW(bytes.piece(256), Error);
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "simple";
  std::filesystem::create_directories(folder);
  chars.save(folder);
  EXPECT_EQ(load_tokenizer(folder)->encode("world"), chars.encode("world"));
  bytes.save(folder);
  EXPECT_EQ(load_tokenizer(folder)->kind(), "byte");
}

}  // namespace
}  // namespace p2g
