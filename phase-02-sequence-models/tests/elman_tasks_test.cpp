#include "sequence/elman_tasks.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "sequence/elman_grammar.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(XorStream, EveryThirdBitIsTheXorOfTheTwoBefore) {
  Random random(1);
  const std::vector<int32_t> bits = xor_stream(1000, random);
  ASSERT_EQ(bits.size(), 3000u);
  int64_t ones = 0;
  for (size_t i = 0; i < bits.size(); i += 3) {
    EXPECT_EQ(bits[i + 2], bits[i] ^ bits[i + 1]);
    ones += bits[i] + bits[i + 1];
  }
  EXPECT_NEAR(static_cast<double>(ones), 1000, 100);
}

TEST(LetterStream, VowelsFollowTheirConsonant) {
  Random random(1);
  const std::string stream = letter_stream(1000, random);
  std::map<char, int64_t> count;
  for (const char c : stream) ++count[c];
  EXPECT_EQ(count['b'] + count['d'] + count['g'], 1000);
  EXPECT_EQ(count['a'], count['b']);
  EXPECT_EQ(count['i'], 2 * count['d']);
  EXPECT_EQ(count['u'], 3 * count['g']);
  EXPECT_NE(stream.find("diib"), std::string::npos);
}

TEST(LetterFeatures, TellLettersApart) {
  std::set<Numbers> seen;
  for (const char c : std::string("bdgaiu")) {
    EXPECT_EQ(letter_features(c).size(), 6u);
    EXPECT_TRUE(seen.insert(letter_features(c)).second) << c;
  }
  EXPECT_TRUE(says(error_of([] { letter_features('x'); }), {"'x'", "b d g"}));
}

TEST(ElmanGrammar, SaysWhatItsTemplatesAllow) {
  Random random(1);
  const auto sentences = elman_sentences(10000, random);
  std::set<int32_t> words;
  int64_t length = 0;
  for (const auto& sentence : sentences) {
    EXPECT_TRUE(is_elman_sentence(sentence));
    EXPECT_TRUE(is_noun(sentence[0]));
    EXPECT_FALSE(is_noun(sentence[1]));
    words.insert(sentence.begin(), sentence.end());
    length += static_cast<int64_t>(sentence.size());
  }
  EXPECT_EQ(words.size(), static_cast<size_t>(kElmanWords));
  // Four of the sixteen templates have two words: 2.75 on average.
  EXPECT_NEAR(static_cast<double>(length) / 10000, 2.75, 0.02);
}

TEST(ElmanGrammar, KnowsWhatIsNoSentence) {
  const auto id = [](std::string_view name) {
    for (int32_t w = 0; w < kElmanWords; ++w)
      if (elman_word(w) == name) return w;
    return int32_t(-1);
  };
  EXPECT_TRUE(is_elman_sentence(std::vector{id("woman"), id("smash"), id("plate")}));
  EXPECT_TRUE(is_elman_sentence(std::vector{id("dragon"), id("eat"), id("man")}));
  EXPECT_FALSE(is_elman_sentence(std::vector{id("cat"), id("eat"), id("man")}));
  EXPECT_FALSE(is_elman_sentence(std::vector{id("book"), id("sleep")}));
  EXPECT_FALSE(is_elman_sentence(std::vector{id("woman"), id("smash")}));
  EXPECT_TRUE(says(error_of([] { elman_word(29); }), {"no word 29"}));
}

}  // namespace
}  // namespace p2g
