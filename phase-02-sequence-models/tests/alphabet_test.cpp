#include "sequence/alphabet.h"

#include <gtest/gtest.h>

#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Alphabet, DecodesWhatItEncodes) {
  std::string text = "to be, or not\nto be\xff";
  text += '\0';
  const Alphabet alphabet = Alphabet::of_text(text);
  EXPECT_EQ(alphabet.decode(alphabet.encode(text)), text);
  EXPECT_EQ(alphabet.symbol(0), '\0');
  EXPECT_EQ(alphabet.symbol(static_cast<int32_t>(alphabet.size()) - 1), '\xff') << "bytes, not signed chars";
}

TEST(Alphabet, SaysWhatItDoesNotHold) {
  const Alphabet alphabet("abc");
  EXPECT_EQ(alphabet.id('d'), -1);
  EXPECT_TRUE(says(error_of([&] { alphabet.encode("abd"); }), {"[alphabet]", "byte 100", "position 2"}));
  EXPECT_THROW(alphabet.symbol(3), Error);
  EXPECT_THROW(alphabet.symbol(-1), Error);
  EXPECT_TRUE(says(error_of([] { Alphabet("aba"); }), {"byte 97 comes twice", "0 and 2"}));
  EXPECT_THROW(Alphabet::of_text(""), Error);
}

TEST(Corpus, IsCutOnceAndSharesOneAlphabet) {
  const std::string text = "aaaaaaaaabbbbbbbbbc.";
  const Corpus corpus = cut_corpus(text);
  EXPECT_EQ(corpus.train.size(), 18u);
  EXPECT_EQ(corpus.alphabet.decode(corpus.train) + corpus.alphabet.decode(corpus.held_out), text);
}

TEST(Corpus, RefusesFilesThatAreNone) {
  const ScratchFolder folder;
  EXPECT_THROW(read_corpus(folder / "absent.txt"), Error);
  EXPECT_THROW(read_corpus(folder.path()), Error);
  EXPECT_TRUE(says(error_of([&] { read_corpus(folder.put("short.txt", "hello")); }), {"has 5 bytes"}));
}

}  // namespace
}  // namespace p2g
