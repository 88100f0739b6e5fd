#include "tokenizer/similarity.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(JudgedPairs, AreReadLineByLine) {
  const auto pairs = parse_judged_pairs("# a comment\n\nTiger\tcat\t7.35\r\nbook\tpaper\t7\n");
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].a, "tiger");
  EXPECT_EQ(pairs[0].b, "cat");
  EXPECT_EQ(pairs[0].similarity, 7.35);
  EXPECT_EQ(pairs[1].similarity, 7);
}

TEST(JudgedPairs, RefuseWhatIsNoneOfThem) {
  const auto error = [](const char* text) { return error_of([&] { (void)parse_judged_pairs(text); }); };
  EXPECT_TRUE(says(error("# nothing\n"), {"[judged_pairs]", "no pair"}));
  EXPECT_TRUE(says(error("a\tb\n"), {"line 1", "wanted two words and a number"}));
  EXPECT_TRUE(says(error("a b 3\n"), {"line 1"}));
  EXPECT_TRUE(says(error("\tb\t3\n"), {"line 1"}));
  EXPECT_TRUE(says(error("a\t\t3\n"), {"line 1"}));
  EXPECT_TRUE(says(error("#\na\tb\tnan\n"), {"line 2 ends in 'nan'"}));
  EXPECT_TRUE(says(error("a\tb\t3x\n"), {"'3x'"}));
  EXPECT_TRUE(says(error("a\tb\t3\t4\n"), {"wanted a number"}));
  EXPECT_TRUE(says(error("a\tb\t1e999\n"), {"wanted a number"}));
}

TEST(JudgedPairs, AnyBytesAreReadOrRefused) {
  Random random(353);
  const std::string_view alphabet("ab\t\t1.#\n\r\xff\0", 11);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string text;
    for (uint64_t n = random.below(30); n > 0; --n) text += alphabet[random.below(alphabet.size())];
    try {
      for (const auto& pair : parse_judged_pairs(text)) ASSERT_FALSE(pair.a.empty() || pair.b.empty());
    } catch (const Error&) {
    }
  }
}

TEST(Agreement, IsOfTheWordsThatHaveVectors) {
  const WordVectors v({"a", "b", "c", "d"}, Array::of({4, 2}, {1, 0, 1, 0.1, 1, 1, 0, 1}));
  const Agreement same = agreement(v, {{"a", "b", 9}, {"a", "c", 5}, {"a", "d", 1}, {"a", "x", 10}});
  EXPECT_EQ(same.pairs, 3);
  EXPECT_DOUBLE_EQ(same.spearman, 1);
  EXPECT_DOUBLE_EQ(agreement(v, {{"a", "b", 1}, {"a", "c", 5}, {"a", "d", 9}}).spearman, -1);
  EXPECT_THROW((void)agreement(v, {{"x", "y", 1}}), Error);
}

}  // namespace
}  // namespace p2g
