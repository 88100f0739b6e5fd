#include "tokenizer/word_corpus.h"

#include <gtest/gtest.h>

#include "throws.h"

namespace p2g {
namespace {

using Words = std::vector<std::string>;

// All words, with "|" where a passage ends.
Words words_of(std::string_view text) {
  Words words;
  for_each_word(
      text, [&](std::string_view word) { words.emplace_back(word); }, [&] { words.emplace_back("|"); });
  return words;
}

TEST(WordsOfAText, AreRunsOfLettersInLowerCase) {
  EXPECT_EQ(words_of("The cat, the DOG—and 3 mice."),
            (Words{"the", "cat", "the", "dog", "and", "mice", "|"}));
  EXPECT_EQ(words_of("_You_ ÉTÉ naïve"), (Words{"you", "été", "naïve", "|"}));
  EXPECT_EQ(words_of(""), (Words{"|"}));
}

TEST(WordsOfAText, KeepApostrophesInside) {
  EXPECT_EQ(words_of("don't 'tis dogs' Bennet’s ’a’"), (Words{"don't", "tis", "dogs", "bennet's", "a", "|"}));
}

TEST(WordsOfAText, EndAPassageAtABlankLineOnly) {
  EXPECT_EQ(words_of("one\ntwo\n\nthree\n \r\n\nfour"),
            (Words{"one", "two", "|", "three", "|", "four", "|"}));
}

TEST(WordsOfAText, SurviveAnyBytes) {
  EXPECT_EQ(words_of(std::string("a\xff\0b\xc3", 5)), (Words{"a", "b", "|"}));
  EXPECT_EQ(words_of("ab'\xe2\x80"), (Words{"ab", "|"}));
}

TEST(LowerCase, ChangesLettersOnly) { EXPECT_EQ(lower_case("ÀB-C\xff 1"), "àb-c\xff 1"); }

TEST(WordList, IsByCountThenByBytes) {
  const WordList counts({{"b", 2}, {"rare", 1}, {"a", 2}, {"often", 5}}, 2);
  EXPECT_EQ(counts.words(), (Words{"often", "a", "b"}));
  EXPECT_EQ(counts.counts(), (std::vector<int64_t>{5, 2, 2}));
  EXPECT_EQ(counts.total(), 9);
  EXPECT_EQ(counts.find("a"), 1);
  EXPECT_EQ(counts.find("rare"), std::nullopt);
}

TEST(WordCorpus, IsTheTextInIdsWithoutRareWords) {
  const WordCorpus corpus = word_corpus("a b a\n\nonce\n\nb a c\n\nc", 2);
  EXPECT_EQ(corpus.counts.words(), (Words{"a", "b", "c"}));
  EXPECT_EQ(corpus.words, (std::vector<int32_t>{0, 1, 0, 1, 0, 2, 2}));
  EXPECT_EQ(corpus.ends, (std::vector<int64_t>{3, 6, 7})) << "the passage of one rare word is gone";
}

TEST(WordCorpus, RefusesATextWithoutWords) {
  EXPECT_TRUE(says(error_of([] { (void)word_corpus("one two", 2); }), {"[corpus]", "2 times", "among 2"}));
}

}  // namespace
}  // namespace p2g
