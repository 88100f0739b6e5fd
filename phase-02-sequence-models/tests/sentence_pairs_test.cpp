#include "sequence/sentence_pairs.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "math/random.h"
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

// One file, "fra.txt", stored in a zip archive by Python's zipfile.
const std::string kArchive(
    "\120\113\003\004\024\000\000\000\000\000\000\000\041\000\157\341"
    "\036\026\013\000\000\000\013\000\000\000\007\000\000\000\146\162"
    "\141\056\164\170\164\110\151\056\011\123\141\154\165\164\056\012"
    "\120\113\001\002\024\003\024\000\000\000\000\000\000\000\041\000"
    "\157\341\036\026\013\000\000\000\013\000\000\000\007\000\000\000"
    "\000\000\000\000\000\000\000\000\200\001\000\000\000\000\146\162"
    "\141\056\164\170\164\120\113\005\006\000\000\000\000\001\000\001"
    "\000\065\000\000\000\060\000\000\000\000\000",
    123);

TEST(Pairs, AreReadOutOfTheirArchive) {
  const ScratchFolder folder;
  const auto pairs = read_pairs(folder.put("fra-eng.zip", kArchive));
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].source, (Sentence{"hi", "."}));
  EXPECT_EQ(pairs[0].target, (Sentence{"salut", "."}));
  EXPECT_TRUE(says(error_of([&] { read_pairs(folder.put("cut.zip", kArchive.substr(0, 60))); }),
                   {"[pairs]", "cut.zip"}));
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
