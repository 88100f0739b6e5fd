#include "tokenizer/vocabulary.h"

#include "throws.h"
#include "tokenizer/word_tokenizer.h"

namespace p2g {
namespace {

TEST(Vocabulary, IdsAndPiecesAreInverse) {
  Vocabulary v("v", {"a", "bc", std::string("\0", 1)});
  for (int32_t id = 0; id < v.size(); ++id) EXPECT_EQ(v.id(v.piece(id)), id);
  EXPECT_EQ(v.id("b"), std::nullopt);
  EXPECT_EQ(v.add("bc"), 1);
  EXPECT_EQ(v.add("new"), 3);
  EXPECT_EQ(v.piece(3), "new");
  const Vocabulary copy = v;
  EXPECT_EQ(copy.id("new"), 3);
}

TEST(Vocabulary, RefusesHolesAndDuplicates) {
  EXPECT_TRUE(says(error_of([] { Vocabulary("v", {"a", "b", "a"}); }), {"[v]", "ids 0 and 2 are both 'a'"}));
  EXPECT_TRUE(says(error_of([] { Vocabulary("v", {"a", ""}); }), {"[v]", "id 1 stands for nothing"}));
  const Vocabulary v("v", {"a"});
  EXPECT_TRUE(says(error_of([&] { (void)v.piece(1); }), {"[v]", "id 1 is outside the vocabulary of 1"}));
  EXPECT_TRUE(says(error_of([&] { (void)v.piece(-1); }), {"id -1 is outside"}));
}

TEST(WordTokenizer, KeepsTheMostFrequentWords) {
  const auto words = WordTokenizer::of("the cat and the dog and the bird", 4);
  EXPECT_EQ(words.vocabulary().pieces(), (std::vector<std::string>{"<unk>", "the", "and", "cat"}));
  EXPECT_EQ(words.encode(" the\tdog and\n the cat"), (std::vector<int32_t>{1, 0, 2, 1, 3}));
  EXPECT_EQ(words.decode(words.encode(" the\tdog and\n the cat")), "the <unk> and the cat");
}

// Known words with one space between come back; nothing else does.
TEST(WordTokenizer, KnownWordsComeBack) {
  const std::string text = "naïve 東京 words, punctuation sticks! naïve";
  const auto words = WordTokenizer::of(text, 100);
  EXPECT_EQ(words.decode(words.encode(text)), text);
  EXPECT_EQ(split_at_white_space(" a\u00a0b\u3000 \n"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_TRUE(split_at_white_space(" \n").empty());
  EXPECT_THROW(WordTokenizer::of("a", 0), Error);
  EXPECT_TRUE(says(error_of([] { WordTokenizer(Vocabulary("v", {"a"})); }), {"id 0 is not <unk>"}));
}

}  // namespace
}  // namespace p2g
