#include "math/entropy.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "close_to.h"
#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

std::vector<double> random_distribution(size_t n, Random& random) {
  std::vector<double> p(n);
  double total = 0;
  for (double& v : p) total += v = random.uniform();
  for (double& v : p) v /= total;
  return p;
}

// Choices of 1/2, 1/4, 1/8, 1/8 take 1, 2, 3, 3 questions: 1.75 bits on average.
TEST(Entropy, OfFourChoicesByHand) {
  const double bit = std::log(2);
  EXPECT_TRUE(close_to(
      entropy(std::array{0.5, 0.25, 0.125, 0.125}), 1.75 * bit, 1e-12,
      {{"these are bits: the library counts in nats, so std::log and not std::log2", {1.75}},
       {"the minus is missing: a logarithm of a probability is never positive", {-1.75 * bit}},
       {"each −log p counts as often as it comes: times p", {9 * bit}},
       {"that is the mean over the choices: each counts as often as it comes, times p", {2.25 * bit}}}));
  EXPECT_TRUE(close_to(entropy(std::array{0.0, 1.0, 0.0}), 0, 0,
                       {{"0 · log 0 is NaN in a machine: what never happens adds nothing", {std::nan("")}}},
                       "what is certain tells nothing: 0"));
}

TEST(Entropy, OfACoinIsOneBitAndOfCertaintyNone) {
  EXPECT_DOUBLE_EQ(in_bits(entropy(std::array{0.5, 0.5})), 1);
  EXPECT_EQ(entropy(std::array{0.0, 1.0, 0.0}), 0);
  // Shannon's own example: choices of 1/2, 1/3 and 1/6 are a choice of two, and half the time one more.
  const double halves = entropy(std::array{0.5, 0.5}), thirds = entropy(std::array{2.0 / 3, 1.0 / 3});
  EXPECT_NEAR(entropy(std::array{1.0 / 2, 1.0 / 3, 1.0 / 6}), halves + thirds / 2, 1e-12);
}

TEST(Entropy, IsLargestWhenAllAreEqual) {
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    const double h = entropy(random_distribution(8, random));
    EXPECT_GE(h, 0);
    EXPECT_LE(h, std::log(8) + 1e-12);
  }
  EXPECT_NEAR(perplexity(entropy(std::vector<double>(8, 0.125))), 8, 1e-12);
}

TEST(CrossEntropy, IsEntropyPlusDivergenceWhichIsNeverNegative) {
  Random random(2);
  for (int i = 0; i < 100; ++i) {
    const auto p = random_distribution(6, random), q = random_distribution(6, random);
    EXPECT_NEAR(cross_entropy(p, q), entropy(p) + kl_divergence(p, q), 1e-12);
    EXPECT_GE(kl_divergence(p, q), 0);
    EXPECT_NEAR(kl_divergence(p, p), 0, 1e-15);
  }
  EXPECT_NEAR(kl_divergence(std::array{1.0, 0.0}, std::array{0.25, 0.75}), std::log(4), 1e-12);
  EXPECT_EQ(cross_entropy(std::array{0.5, 0.5}, std::array{1.0, 0.0}), INFINITY);
  EXPECT_EQ(cross_entropy(std::array{1.0, 0.0}, std::array{1.0, 0.0}), 0);
}

TEST(Entropy, RefusesWhatIsNoDistribution) {
  EXPECT_TRUE(says(error_of([] { (void)entropy(std::array{0.5, 0.6}); }), {"sum to 1.1", "wanted 1"}));
  EXPECT_TRUE(says(error_of([] { (void)entropy(std::array{1.5, -0.5}); }), {"p[1] is -0.5"}));
  EXPECT_THROW((void)entropy(std::array{std::nan(""), 1.0}), Error);
  EXPECT_TRUE(says(error_of([] {
                     (void)cross_entropy(std::array{1.0}, std::array{0.5, 0.5});
                   }),
                   {"[cross_entropy]", "1", "2"}));
}

// In abababa… a letter alone is a coin, and is certain after the one before it.
TEST(ConditionalEntropy, FallsAsTheContextGrows) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "ab";
  EXPECT_NEAR(conditional_entropy_bits(text, 1), 1, 1e-6);
  EXPECT_NEAR(conditional_entropy_bits(text, 2), 0, 1e-3);
  EXPECT_THROW((void)conditional_entropy_bits(text, 0), Error);
  EXPECT_THROW((void)conditional_entropy_bits("ab", 3), Error);
}

TEST(ConditionalEntropy, OfIndependentSymbolsDoesNotFall) {
  Random random(3);
  std::string text(200000, ' ');
  for (char& c : text) c = static_cast<char>('a' + random.below(4));
  for (const int n : {1, 2, 3}) EXPECT_NEAR(conditional_entropy_bits(text, n), 2, 0.002) << n;
}

TEST(LettersAndSpaces, IsShannonsAlphabet) {
  EXPECT_EQ(letters_and_spaces("  Speak, speak!\nFirst Citizen:\t42 "), "speak speak first citizen");
  EXPECT_EQ(letters_and_spaces("... "), "");
}

// Headline E00.1: tiny Shakespeare in 27 symbols, beside Shannon's 4.03 and 3.32 for English.
TEST(Shannon, ReachesTheTableOnTinyShakespeare) {
  const char* folder = std::getenv("P2G_DATA");
  std::ifstream file(std::string(folder == nullptr ? "data" : folder) + "/tinyshakespeare/input.txt",
                     std::ios::binary);
  if (!file) GTEST_SKIP() << "needs tiny Shakespeare: ./course fetch tinyshakespeare";
  const std::string text{std::istreambuf_iterator<char>(file), {}}, symbols = letters_and_spaces(text);
  EXPECT_EQ(symbols.size(), 1059580u);
  const double in_27[] = {4.085, 3.320, 2.691, 2.150, 1.807}, in_65[] = {4.7794, 3.5383, 2.7520};
  for (int n = 1; n <= 5; ++n) EXPECT_NEAR(conditional_entropy_bits(symbols, n), in_27[n - 1], 0.001) << n;
  for (int n = 1; n <= 3; ++n) EXPECT_NEAR(conditional_entropy_bits(text, n), in_65[n - 1], 0.0001) << n;
  EXPECT_NEAR(conditional_entropy_bits(symbols, 1), 4.03, 0.1);
  EXPECT_NEAR(conditional_entropy_bits(symbols, 2), 3.32, 0.02);
}

}  // namespace
}  // namespace p2g
