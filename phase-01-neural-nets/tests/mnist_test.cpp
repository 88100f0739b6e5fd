#include "nn/mnist.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "math/reduce.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

// Image i is all ink 10·i, but for pixel i, which has the most: 255.
Idx images_of(int64_t count) {
  Idx idx{Shape{count, 28, 28}, std::vector<uint8_t>(static_cast<size_t>(count * kDigitPixels))};
  for (int64_t i = 0; i < count; ++i) {
    std::fill_n(idx.values.begin() + i * kDigitPixels, kDigitPixels, static_cast<uint8_t>(10 * i));
    idx.values[static_cast<size_t>(i * kDigitPixels + i)] = 255;
  }
  return idx;
}

Idx labels_of(std::vector<uint8_t> labels) { return {Shape{static_cast<int64_t>(labels.size())}, labels}; }

Digits five() { return make_digits(images_of(5), labels_of({3, 1, 4, 1, 5})); }

TEST(Digits, AreNumbersFromZeroToOneAndLabels) {
  const Digits digits = five();
  EXPECT_EQ(digits.images.shape(), (Shape{5, 784}));
  EXPECT_EQ(digits.labels.values(), (std::vector<int32_t>{3, 1, 4, 1, 5}));
  EXPECT_EQ(digits.images[0], 1);
  EXPECT_EQ(digits.images[1], 0);
  EXPECT_EQ(digits.images[2 * kDigitPixels], Real(20) / 255);
}

TEST(Digits, RefuseWhatDoesNotBelongTogether) {
  const auto error = [](const Idx& images, const Idx& labels) {
    return error_of([&] { (void)make_digits(images, labels); });
  };
  EXPECT_TRUE(says(error(images_of(2), labels_of({1})), {"[mnist] 2 images", "labels are (1), wanted (2)"}));
  EXPECT_TRUE(says(error(labels_of({1}), labels_of({1})), {"images are (1), wanted (N,28,28)"}));
  EXPECT_TRUE(says(error({Shape{1, 27, 28}, {}}, labels_of({1})), {"(1,27,28)", "(N,28,28)"}));
  EXPECT_TRUE(says(error({Shape{0, 28, 28}, {}}, labels_of({})), {"(0,28,28)", "at least 1"}));
  EXPECT_TRUE(says(error(images_of(1), labels_of({10})), {"10", "position 0"}));
}

TEST(Digits, SlicesShareAndPicksCopy) {
  const Digits digits = five();
  const Digits middle = slice(digits, 1, 3);
  EXPECT_EQ(middle.labels.values(), (std::vector<int32_t>{1, 4, 1}));
  EXPECT_EQ(middle.images.data(), digits.images.data() + kDigitPixels);
  const Digits picked = pick(digits, std::vector<int64_t>{4, 0, 4});
  EXPECT_EQ(picked.labels.values(), (std::vector<int32_t>{5, 3, 5}));
  EXPECT_EQ(picked.images[4], 1);
  EXPECT_EQ(picked.images[kDigitPixels], 1);
  EXPECT_THROW((void)slice(digits, 3, 3), Error);
  EXPECT_TRUE(says(error_of([&] { (void)pick(digits, std::vector<int64_t>{5}); }), {"no row 5 among 5"}));
}

TEST(RandomOrder, HoldsEveryNumberOnce) {
  Random random(1);
  std::vector<int64_t> order = random_order(1000, random);
  EXPECT_FALSE(std::is_sorted(order.begin(), order.end()));
  EXPECT_NE(order, random_order(1000, random));
  std::sort(order.begin(), order.end());
  for (int64_t i = 0; i < 1000; ++i) ASSERT_EQ(order[static_cast<size_t>(i)], i);
}

// A dot in the middle comes to each of the (2·most+1)² places, and takes its ink along.
TEST(Shifted, MovesInkToEveryPlaceAndLosesNone) {
  constexpr int kMost = 2, kCount = 500;
  Array images = Array::zeros({kCount, kDigitPixels});
  for (int64_t i = 0; i < kCount; ++i) images[i * kDigitPixels + 14 * kDigitSide + 10] = 1;
  Random random(2);
  const Array moved = shifted(images, kMost, random);
  std::vector<int64_t> seen(static_cast<size_t>(kDigitPixels), 0);
  for (int64_t i = 0; i < kCount; ++i)
    for (int64_t p = 0; p < kDigitPixels; ++p)
      seen[static_cast<size_t>(p)] += moved[i * kDigitPixels + p] == 1;
  EXPECT_EQ(sum(moved), kCount);
  for (int64_t y = 0; y < kDigitSide; ++y)
    for (int64_t x = 0; x < kDigitSide; ++x)
      EXPECT_EQ(seen[static_cast<size_t>(y * kDigitSide + x)] > 0,
                std::abs(y - 14) <= kMost && std::abs(x - 10) <= kMost);
  EXPECT_EQ(max_abs_difference(shifted(images, 0, random), images), 0);
}

// Ink that reaches over an edge is lost; it does not come back on the other side.
TEST(Shifted, DoesNotWrapAround) {
  Array image = Array::zeros({1, kDigitPixels});
  for (int64_t y = 0; y < kDigitSide; ++y) image[y * kDigitSide] = 1;  // the leftmost column
  Random random(3);
  for (int draw = 0; draw < 50; ++draw) {
    const Array moved = shifted(image, 3, random);
    for (int64_t y = 0; y < kDigitSide; ++y)
      for (int64_t x = 4; x < kDigitSide; ++x) ASSERT_EQ(moved[y * kDigitSide + x], 0);
  }
}

TEST(CountErrors, CountsRowsWhoseLargestIsElsewhere) {
  Array logits = Array::zeros({3, 10});
  logits[7] = 1, logits[10 + 2] = 5, logits[10 + 3] = 4, logits[20 + 9] = 0.5;
  EXPECT_EQ(count_errors(logits, Ids({7, 2, 9})), 0);
  EXPECT_EQ(count_errors(logits, Ids({7, 3, 9})), 1);
  EXPECT_EQ(count_errors(logits, Ids({1, 1, 1})), 3);
  EXPECT_THROW((void)count_errors(logits, Ids({1, 1})), Error);
}

std::string idx_bytes(const Idx& idx) {
  std::string bytes{0, 0, 8, static_cast<char>(idx.shape.rank())};
  for (int axis = 0; axis < idx.shape.rank(); ++axis)
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(idx.shape[axis] >> shift & 0xff);
  return bytes + std::string(idx.values.begin(), idx.values.end());
}

TEST(Mnist, NamesWhatIsMissingAndKnowsItsOwnNumbers) {
  const ScratchFolder folder;
  const auto error = [&] { return error_of([&] { (void)load_mnist(folder.path()); }); };
  EXPECT_TRUE(says(error(), {"no train-images-idx3-ubyte and no", "./course fetch mnist"}));
  folder.put("train-images-idx3-ubyte", idx_bytes(images_of(5)));
  EXPECT_TRUE(says(error(), {"not MNIST's", "(5,28,28)", "60000 rows"}));
}

TEST(Mnist, IsTheRealOne) {
  const char* data = std::getenv("P2G_DATA");
  const std::filesystem::path folder = std::filesystem::path(data != nullptr ? data : "data") / "mnist";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no MNIST: ./course fetch mnist";
  const Mnist mnist = load_mnist(folder);
  EXPECT_EQ(mnist.train.images.shape(), (Shape{60000, 784}));
  EXPECT_EQ(mnist.test.images.shape(), (Shape{10000, 784}));
  EXPECT_EQ(slice(mnist.train, 0, 10).labels.values(), (std::vector<int32_t>{5, 0, 4, 1, 9, 2, 1, 3, 1, 4}));
  EXPECT_EQ(slice(mnist.test, 0, 10).labels.values(), (std::vector<int32_t>{7, 2, 1, 0, 4, 1, 4, 9, 5, 9}));
  // Known of MNIST's training images: mean 0.1307, standard deviation 0.3081 (computed here).
  const double n = static_cast<double>(mnist.train.images.size()), mean = sum(mnist.train.images) / n;
  EXPECT_NEAR(mean, 0.1307, 5e-5);
  EXPECT_NEAR(std::sqrt(sum_of_squares(mnist.train.images) / n - mean * mean), 0.3081, 5e-5);
}

}  // namespace
}  // namespace p2g
