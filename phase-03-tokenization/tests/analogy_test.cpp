#include <gtest/gtest.h>

#include "close_to.h"
#include "math/random.h"
#include "throws.h"
#include "tokenizer/analogy_questions.h"
#include "tokenizer/word_vectors.h"

namespace p2g {
namespace {

// Chosen so that each mistake finds another word.
WordVectors court() {
  return {{"man", "woman", "king", "queen", "prince", "bread"},
          Array::of({6, 3}, {4, 2, 3, 0, 1, 0, 4, 1, 4, 2, 3, 2, 4, 0, 1, 0, 0, 4})};
}

::testing::AssertionResult answers(const char* a, const char* b, const char* c, const char* want,
                                   std::initializer_list<std::pair<const char*, const char*>> causes) {
  const WordVectors v = court();
  const int32_t got = analogy(v, v.id(a), v.id(b), v.id(c));
  const std::string found = got < 0 ? "nothing" : v.word(got);
  std::string likely = "wanted the word nearest to b − a + c, none of the three";
  for (const auto& [wrong, why] : causes)
    if (found == wrong) likely = why;
  return holds(found == want, std::string(a) + " : " + b + " :: " + c + " : " + want, found, likely);
}

TEST(Analogy, ByHand) {
  EXPECT_TRUE(
      answers("man", "woman", "king", "queen",
              {{"woman", "the asked words are candidates too: leave out all three"},
               {"prince", "the sign is turned round: wanted b − a + c, not a − b + c"},
               {"bread", "rows of different lengths are added: take directions of length 1, unit()"}}));
}

TEST(Analogy, HasNoAnswerAmongThreeWords) {
  const WordVectors v({"a", "b", "c"}, Array::of({3, 2}, {1, 0, 0, 1, 1, 1}));
  EXPECT_TRUE(holds(analogy(v, 0, 1, 2) == -1, "-1", std::to_string(analogy(v, 0, 1, 2)),
                    "the asked words are candidates too: leave out all three"));
}

TEST(Questions, AreReadBySection) {
  const auto sections = parse_questions(": capitals\nAthens Greece Oslo Norway\r\n\n: family\na b\tc d\n");
  ASSERT_EQ(sections.size(), 2u);
  EXPECT_EQ(sections[0].name, "capitals");
  EXPECT_EQ(sections[0].questions, (std::vector<Question>{{"athens", "greece", "oslo", "norway"}}));
  EXPECT_EQ(sections[1].questions[0][3], "d");
}

TEST(Questions, RefuseWhatIsNoneOfThem) {
  const auto error = [](const char* text) { return error_of([&] { (void)parse_questions(text); }); };
  EXPECT_TRUE(says(error(""), {"[questions]", "no question"}));
  EXPECT_TRUE(says(error("\n\n"), {"no question"}));
  EXPECT_TRUE(says(error("a b c d\n"), {"line 1", "before any"}));
  EXPECT_TRUE(says(error(": s\na b c d\na b c\n"), {"line 3 has 3 words, wanted 4"}));
  EXPECT_TRUE(says(error(": s\na b c d e\n"), {"line 2 has 5 words"}));
  EXPECT_TRUE(says(error(":\n"), {"line 1", "': section'"}));
  EXPECT_TRUE(says(error_of([] { (void)read_questions("/no/such/file"); }), {"[questions]"}));
}

TEST(Questions, AnyBytesAreReadOrRefused) {
  Random random(13);
  const std::string_view alphabet(": ab\n\r\t\xff\0", 9);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string text;
    for (uint64_t n = random.below(40); n > 0; --n) text += alphabet[random.below(alphabet.size())];
    try {
      for (const auto& section : parse_questions(text)) ASSERT_FALSE(section.name.empty());
    } catch (const Error&) {
    }
  }
}

TEST(Answers, CountsWhatCanBeAsked) {
  const QuestionSection section{"s",
                                {{"man", "woman", "king", "queen"},
                                 {"man", "woman", "king", "bread"},
                                 {"man", "woman", "king", "empress"}}};
  const Answers score = ask(court(), section);
  EXPECT_EQ(score.asked, 2);
  EXPECT_EQ(score.right, 1);
}

// Two ways to the same answers: one question at a time, and in products of matrices.
TEST(Answers, IsWhatAnalogySays) {
  Random random(3);
  constexpr int64_t kWords = 40;
  std::vector<std::string> words;
  for (int64_t i = 0; i < kWords; ++i) words.push_back("w" + std::to_string(i));
  const WordVectors v(words, random_normal({kWords, 6}, 1, random));
  QuestionSection section{"s", {}};
  for (int i = 0; i < 700; ++i) {
    Question question;
    int32_t ids[3];
    for (size_t j = 0; j < 3; ++j) question[j] = v.word(ids[j] = static_cast<int32_t>(random.below(kWords)));
    const int32_t answer = analogy(v, ids[0], ids[1], ids[2]);
    question[3] = v.word(i % 3 == 0 ? (answer + 1) % static_cast<int32_t>(kWords) : answer);
    section.questions.push_back(question);
  }
  const Answers score = ask(v, section);
  EXPECT_EQ(score.asked, 700);
  EXPECT_EQ(score.right, 466);
}

}  // namespace
}  // namespace p2g
