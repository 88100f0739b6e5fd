#include "tokenizer/window.h"

#include <gtest/gtest.h>

#include <array>

#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

using Ids = std::vector<int32_t>;

TEST(Windows, StayInsideTheirPassages) {
  Sampled text;
  text.words.assign(1000, 0);
  for (int64_t end = 7; end < 1000; end += 7) text.ends.push_back(end);
  text.ends.push_back(1000);
  std::array<int, 6> sizes{};
  for (const Centre& centre : draw_windows(text, 5, 1)) {
    const int64_t begin = centre.place / 7 * 7, end = std::min<int64_t>(begin + 7, 1000);
    ASSERT_GE(centre.place - centre.left, begin);
    ASSERT_LT(centre.place + centre.right, end);
    ASSERT_LE(std::max(centre.left, centre.right), 5);
    ++sizes[static_cast<size_t>(std::max(centre.left, centre.right))];
  }
  for (size_t size = 1; size < 5; ++size) EXPECT_GT(sizes[size], 100) << size;
}

TEST(Windows, AreEquallyOftenOfEachSize) {
  Sampled text;
  text.words.assign(50000, 0);
  text.ends = {50000};
  std::array<int, 4> sizes{};
  for (const Centre& centre : draw_windows(text, 4, 9))
    if (centre.place >= 4 && centre.place < 49996) {
      ASSERT_EQ(centre.left, centre.right);
      ++sizes[static_cast<size_t>(centre.left - 1)];
    }
  for (const int count : sizes) EXPECT_NEAR(count, 12500, 500);
}

TEST(Windows, LeaveOutAWordAlone) {
  Sampled text;
  text.words = {1, 2, 3};
  text.ends = {1, 3};
  EXPECT_EQ(draw_windows(text, 5, 1).size(), 2u);
  EXPECT_TRUE(says(error_of([&] { (void)draw_windows(text, 0, 1); }), {"[window]", "window of 0"}));
}

// Words 10 … 14; the noise is always word 99, so that batches can be written out.
class Tasks : public ::testing::Test {
 protected:
  static std::vector<double> only_99() {
    std::vector<double> weights(100, 0.0);
    weights[99] = 1;
    return weights;
  }
  const Ids text_{10, 11, 12, 13, 14};
  const std::vector<Centre> centres_{{2, 2, 1}, {0, 0, 1}};
  const AliasTable table_{only_99()};
  const Noise noise_{table_, 2, 5};
  uint64_t drawn_ = 0;
  WordTasks batch_;
};

TEST_F(Tasks, OfSkipGram) {
  skipgram_batch(text_, centres_, noise_, drawn_, batch_);
  EXPECT_EQ(batch_.inputs, (Ids{12, 10}));
  EXPECT_EQ(batch_.input_ends, (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(batch_.targets, (Ids{10, 99, 99, 11, 99, 99, 13, 99, 99, 11, 99, 99}));
  EXPECT_EQ(batch_.target_ends, (std::vector<int64_t>{9, 12}));
  EXPECT_EQ(drawn_, 8u);
}

TEST_F(Tasks, OfCbow) {
  cbow_batch(text_, centres_, noise_, drawn_, batch_);
  EXPECT_EQ(batch_.inputs, (Ids{10, 11, 13, 11}));
  EXPECT_EQ(batch_.input_ends, (std::vector<int64_t>{3, 4}));
  EXPECT_EQ(batch_.targets, (Ids{12, 99, 99, 10, 99, 99}));
  EXPECT_EQ(batch_.target_ends, (std::vector<int64_t>{3, 6}));
  EXPECT_EQ(drawn_, 4u);
}

// Where a batch ends must not matter to what is drawn.
TEST(Noise, GoesOnFromBatchToBatch) {
  const std::vector<double> weights(50, 1.0);
  const AliasTable table(weights);
  const Noise noise{table, 3, 17};
  const Ids text{0, 1, 2, 3, 4, 5};
  const std::vector<Centre> centres{{0, 0, 2}, {1, 1, 2}, {3, 3, 2}, {5, 1, 0}};
  WordTasks whole, part;
  uint64_t drawn = 0;
  skipgram_batch(text, centres, noise, drawn, whole);
  Ids parts;
  drawn = 0;
  for (size_t i = 0; i < centres.size(); ++i) {
    skipgram_batch(text, std::span(centres).subspan(i, 1), noise, drawn, part);
    parts.insert(parts.end(), part.targets.begin(), part.targets.end());
  }
  EXPECT_EQ(parts, whole.targets);
  EXPECT_EQ(drawn, 33u);
}

}  // namespace
}  // namespace p2g
