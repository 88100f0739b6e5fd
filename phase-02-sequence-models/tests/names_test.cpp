#include "sequence/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "sequence/bigram.h"
#include "sequence/ngram.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Names, AreReadLineByLine) {
  EXPECT_EQ(parse_names("emma\r\n\nolivia\nava"), (Names{"emma", "olivia", "ava"}));
}

TEST(Names, RefuseWhatIsNone) {
  EXPECT_TRUE(says(error_of([] { parse_names("emma\nAva\n"); }), {"[names]", "line 2", "byte 65"}));
  EXPECT_THROW(parse_names("jean luc"), Error);
  EXPECT_THROW(parse_names("\n\n"), Error);
  EXPECT_THROW(parse_names(std::string(61, 'a')), Error);
  EXPECT_TRUE(says(error_of([] { read_names("/nowhere/names.txt"); }), {"./course fetch names"}));
}

TEST(Names, InARowHaveThePairsThatAreInsideThem) {
  EXPECT_EQ(name_alphabet().decode(names_in_a_row(Names{"ava", "jo"})), ".ava.jo.");
}

TEST(Names, ExamplesAreWindowsThatBeginWithDots) {
  const ContextExamples examples = name_examples(Names{"ava"}, 2);
  const Alphabet alphabet = name_alphabet();
  EXPECT_EQ(examples.contexts.shape(), (Shape{4, 2}));
  EXPECT_EQ(alphabet.decode(examples.contexts.values()),
            ".."
            ".a"
            "av"
            "va");
  EXPECT_EQ(alphabet.decode(examples.targets.values()), "ava.");
}

TEST(Names, AreSplitInThreeWithoutLossAndTheSameWayForASeed) {
  Names names;
  for (char c = 'a'; c <= 'z'; ++c) names.emplace_back(3, c);
  Random random(1), again(1), other(2);
  const NameSplit split = split_names(names, random);
  EXPECT_EQ(split.train.size(), 20u);
  EXPECT_EQ(split.held_out.size(), 3u);
  Names all = split.train;
  all.insert(all.end(), split.held_out.begin(), split.held_out.end());
  all.insert(all.end(), split.test.begin(), split.test.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, names);
  EXPECT_EQ(split_names(names, again).train, split.train);
  EXPECT_NE(split_names(names, other).train, split.train);
}

// makemore's names: 228,146 pairs, 2.4540 nats a letter as counted, 2.4546 with one added to each count.
TEST(Names, OfMakemoreHaveTheKnownBigramLoss) {
  const char* folder = std::getenv("P2G_DATA");
  const std::filesystem::path path =
      std::filesystem::path(folder == nullptr ? "data" : folder) / "names/names.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "needs the names: ./course fetch names";
  const std::vector<int32_t> row = names_in_a_row(read_names(path));
  Bigrams counts(27);
  count_pairs(counts, row);
  EXPECT_EQ(row.size() - 1, 228146u);
  EXPECT_NEAR(cross_entropy(counts, row, 0), 2.4540, 0.00005);
  EXPECT_NEAR(cross_entropy(counts, row, 1), 2.4546, 0.00005);
}

}  // namespace
}  // namespace p2g
