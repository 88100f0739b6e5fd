#include "sequence/sentence_pairs.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "math/random.h"
#include "sequence/zip.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

using Sentence = std::vector<std::string>;

TEST(WordsOf, SplitsMarksAndSmallensLetters) {
  EXPECT_EQ(words_of("Don't go!"), (Sentence{"don't", "go", "!"}));
  EXPECT_EQ(words_of("Ça va ?"), (Sentence{"\xc3\xa7"
                                           "a",
                                           "va", "?"}));
  EXPECT_EQ(words_of("Cours\u202f!"), (Sentence{"cours", "!"}));
  EXPECT_EQ(words_of("a\u00a0b  c."), (Sentence{"a", "b", "c", "."}));
  EXPECT_EQ(words_of("ÉTÉ ×"), (Sentence{"été", "×"}));
  EXPECT_TRUE(words_of("  ").empty());
}

TEST(Pairs, AreReadLineByLine) {
  const auto pairs = parse_pairs("Go.\tVa !\r\n\nHi.\tSalut.\tCC-BY tatoeba\n");
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].target, (Sentence{"va", "!"}));
  EXPECT_EQ(pairs[1].target, (Sentence{"salut", "."}));
}

TEST(Pairs, RefuseWhatIsNoPair) {
  EXPECT_TRUE(says(error_of([] { parse_pairs("Go.\tVa !\nHi."); }), {"[pairs]", "line 2", "no tab"}));
  EXPECT_TRUE(says(error_of([] { parse_pairs("Go.\t \n"); }), {"line 1", "empty"}));
  EXPECT_THROW(parse_pairs(""), Error);
  EXPECT_TRUE(says(error_of([] { read_pairs("/nowhere/fra.txt"); }), {"./course fetch eng-fra"}));
}

TEST(Words, AreTheMostFrequentAndGoThereAndBack) {
  const Words words({{"b", "a", "b"}, {"c", "a"}}, 6);
  EXPECT_EQ(words.size(), 6);
  EXPECT_EQ(words.ids({"a", "b", "c"}), (std::vector<int32_t>{kFirstWord, kFirstWord + 1, kUnknown}));
  EXPECT_EQ(words.text({kFirstWord + 1, kFirstWord, kUnknown}), "b a <unknown>");
  EXPECT_THROW(words.text({6}), Error);
  EXPECT_THROW(Words({}, 3), Error);
}

// A zip archive of one file, "fra.txt", whose text is "Hi.\tSalut.\n": as Python's zipfile packs it.
std::string packed(bool deflated) {
  const std::string text = "Hi.\tSalut.\n";
  // Raw deflate, one stored block: 1, length, its complement.
  std::string body = text;
  if (deflated) body = std::string("\x01\x0b\x00\xf4\xff", 5) + text;
  const auto number = [](uint32_t value, int width) {
    std::string bytes;
    for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
    return bytes;
  };
  uint32_t check = 0xffffffff;
  for (const char c : text) {
    check ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) check = (check >> 1) ^ ((check & 1) != 0 ? 0xedb88320u : 0);
  }
  const std::string common = number(20, 2) + number(0, 2) + number(deflated ? 8 : 0, 2) + number(0, 4) +
                             number(~check, 4) + number(static_cast<uint32_t>(body.size()), 4) +
                             number(static_cast<uint32_t>(text.size()), 4) + number(7, 2) + number(0, 2);
  const std::string local = "PK\3\4" + common + "fra.txt" + body;
  const std::string list = "PK\1\2" + number(20, 2) + common + number(0, 14 - 4) + number(0, 4) + "fra.txt";
  return local + list + "PK\5\6" + number(0, 4) + number(1, 2) + number(1, 2) +
         number(static_cast<uint32_t>(list.size()), 4) + number(static_cast<uint32_t>(local.size()), 4) +
         number(0, 2);
}

TEST(Zip, ReadsStoredAndDeflatedFiles) {
  const ScratchFolder folder;
  for (const bool deflated : {false, true}) {
    const std::string path = folder.put("pairs.zip", packed(deflated));
    EXPECT_EQ(read_from_zip(path, "fra.txt", 1000), "Hi.\tSalut.\n");
    EXPECT_EQ(read_pairs(path).size(), 1u);
    EXPECT_TRUE(says(error_of([&] { read_from_zip(path, "deu.txt", 1000); }), {"[zip]", "no deu.txt"}));
    EXPECT_TRUE(says(error_of([&] { read_from_zip(path, "fra.txt", 5); }), {"wanted up to 5"}));
  }
}

// Every cut is refused, and every changed byte is refused or leaves the text as it was.
TEST(Zip, NeverBelievesADamagedArchive) {
  const ScratchFolder folder;
  const std::string whole = packed(true);
  for (size_t length = 0; length < whole.size(); ++length) {
    const std::string path = folder.put("cut.zip", whole.substr(0, length));
    EXPECT_THROW(read_from_zip(path, "fra.txt", 1000), Error) << length << " bytes";
  }
  Random random(1);
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ static_cast<char>(1 + random.below(255)));
    const std::string path = folder.put("changed.zip", changed);
    try {
      EXPECT_EQ(read_from_zip(path, "fra.txt", 1000), "Hi.\tSalut.\n") << "byte " << at;
    } catch (const Error&) {
    }
  }
}

TEST(Pairs, OfTatoebaAreAllThere) {
  const char* folder = std::getenv("P2G_DATA");
  const std::filesystem::path path =
      std::filesystem::path(folder == nullptr ? "data" : folder) / "eng-fra/fra-eng.zip";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "needs the pairs: ./course fetch eng-fra";
  const auto pairs = read_pairs(path);
  EXPECT_EQ(pairs.size(), 142787u);
  EXPECT_EQ(pairs[1].source, (Sentence{"run", "!"}));
  EXPECT_EQ(pairs[1].target, (Sentence{"cours", "!"}));
}

}  // namespace
}  // namespace p2g
