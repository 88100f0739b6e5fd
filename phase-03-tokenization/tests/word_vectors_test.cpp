#include "tokenizer/word_vectors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

WordVectors four() {
  return {{"east", "north", "northeast", "west"}, Array::of({4, 2}, {2, 0, 0, 3, 1, 1, -1, 0})};
}

TEST(WordVectors, KnowAnglesAndNotLengths) {
  const WordVectors v = four();
  EXPECT_NEAR(v.cosine(v.id("east"), v.id("northeast")), std::sqrt(0.5), 1e-6);
  EXPECT_NEAR(v.cosine(v.id("east"), v.id("west")), -1, 1e-6);
  EXPECT_NEAR(v.cosine(v.id("north"), v.id("east")), 0, 1e-6);
}

TEST(WordVectors, FindTheNearestFirst) {
  const WordVectors v = four();
  const int32_t east[] = {0};
  const auto nearest = v.nearest(v.unit(0), 9, east);
  ASSERT_EQ(nearest.size(), 3u) << "without the word itself";
  EXPECT_EQ(v.word(nearest[0].word), "northeast");
  EXPECT_EQ(v.word(nearest[2].word), "west");
  EXPECT_NEAR(nearest[0].cosine, std::sqrt(0.5), 1e-6);
  EXPECT_EQ(v.nearest(v.unit(0), 1, {})[0].word, 0);
  EXPECT_TRUE(v.nearest(v.unit(0), 0, {}).empty());
}

TEST(WordVectors, ARowOfZerosIsNearNothing) {
  const WordVectors v({"a", "nothing"}, Array::of({2, 2}, {1, 2, 0, 0}));
  EXPECT_EQ(v.cosine(0, 1), 0);
}

TEST(WordVectors, MayBeMoved) {
  WordVectors v = four();
  const WordVectors moved = std::move(v);
  EXPECT_EQ(moved.find("north"), 1);
  EXPECT_EQ(moved.find("south"), std::nullopt);
}

TEST(WordVectors, RefuseWhatDoesNotFit) {
  const auto error = [](std::vector<std::string> words, Array vectors) {
    return error_of([&] { (void)WordVectors(std::move(words), std::move(vectors)); });
  };
  EXPECT_TRUE(says(error({"a"}, Array::zeros({2, 3})), {"[word_vectors] 1 words", "(2,3)"}));
  EXPECT_TRUE(says(error({}, Array::zeros({0, 3})), {"0 words"}));
  EXPECT_TRUE(says(error({"a", "a"}, Array::zeros({2, 3})), {"'a' is there twice"}));
  EXPECT_TRUE(says(error({"a"}, Array::full({1, 3}, Real(NAN))), {"not finite", "rate"}));
  EXPECT_TRUE(says(error_of([] { (void)four().id("south"); }), {"'south'", "none of the 4"}));
  EXPECT_TRUE(says(error_of([] {
                     const Real one[] = {1};
                     (void)four().nearest(one, 1, {});
                   }),
                   {"[nearest]", "1 numbers, wanted 2"}));
}

TEST(SavedVectors, AreWord2VecsTextFormat) {
  const ScratchFolder folder;
  save_vectors(folder / "v.txt", {{"a", "naïve"}, Array::of({2, 3}, {1, -0.5, 0.25, 0, 1e-7, 3})});
  EXPECT_EQ(contents(folder / "v.txt"), "2 3\na 1 -0.5 0.25\nnaïve 0 1e-07 3\n");
}

TEST(SavedVectors, AreReadBackToTheLastBit) {
  const ScratchFolder folder;
  Array vectors = Array::of({1, 3}, {1.0 / 3, 2.0 / 7, -1e-20});
  save_vectors(folder / "v.txt", {{"a"}, vectors.clone()});
  std::istringstream text(contents(folder / "v.txt"));
  std::string word;
  text >> word >> word >> word;
  for (int64_t i = 0; i < 3; ++i) {
    std::string number;
    text >> number;
    EXPECT_EQ(std::strtof(number.c_str(), nullptr), vectors[i]);
  }
}

}  // namespace
}  // namespace p2g
