#include "math/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "math/threads.h"
#include "throws.h"

namespace p2g {
namespace {

// The first outputs of SplitMix64 with seed 1234567, as other implementations publish them.
TEST(Random, BitsAreSplitMix64) {
  const uint64_t published[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                4593380528125082431u, 16408922859458223821u};
  for (uint64_t i = 0; i < 5; ++i) EXPECT_EQ(random_bits(1234567, i), published[i]);
}

// Computed in Python with its own logarithm and cosine.
TEST(Random, GoldenNumbers) {
  Random random(42);
  for (const double wanted :
       {0.34329192209867343, 0.9557467261317436, 0.48634953628166855, 0.06735789320333596})
    EXPECT_EQ(random.uniform(), wanted);
  random = Random(42);
  for (const double wanted : {0.8818545873573221, 1.052462856238756, 1.3700036369000232})
    EXPECT_NEAR(random.normal(), wanted, 4e-16);
  random = Random(42);
  Array pairs = Array::uninitialized({6});
  fill_normal(pairs, 0, 1, random);
  EXPECT_NEAR(pairs[1], -0.2517217848781161, 1e-7);
  EXPECT_NEAR(pairs[3], 0.4740743499677432, 1e-7);
}

struct Moments {
  double mean = 0, variance = 0, kurtosis = 0;
};

Moments moments(const Array& a) {
  const double n = static_cast<double>(a.size());
  Moments m;
  for (int64_t i = 0; i < a.size(); ++i) m.mean += static_cast<double>(a[i]) / n;
  for (int64_t i = 0; i < a.size(); ++i) {
    const double d = static_cast<double>(a[i]) - m.mean;
    m.variance += d * d / n;
    m.kurtosis += d * d * d * d / n;
  }
  m.kurtosis /= m.variance * m.variance;
  return m;
}

TEST(Random, UniformMoments) {
  Random random(1);
  const Moments m = moments(random_uniform({1000000}, -1, 3, random));
  EXPECT_NEAR(m.mean, 1, 0.005);
  EXPECT_NEAR(m.variance, 16.0 / 12, 0.005);
  EXPECT_NEAR(m.kurtosis, 1.8, 0.01);
}

TEST(Random, NormalMoments) {
  Random random(2);
  Array a = Array::uninitialized({1000000});
  fill_normal(a, 5, 2, random);
  const Moments m = moments(a);
  EXPECT_NEAR(m.mean, 5, 0.01);
  EXPECT_NEAR(m.variance, 4, 0.02);
  EXPECT_NEAR(m.kurtosis, 3, 0.03);
}

// One pair of normal numbers is a point in the plane: its two halves must not depend on each other.
TEST(Random, NeighboursAreUncorrelated) {
  Random random(3);
  const Array a = random_normal({1000000}, 1, random);
  for (const int64_t lag : {1, 2, 3}) {
    double product = 0;
    for (int64_t i = 0; i + lag < a.size(); ++i) product += static_cast<double>(a[i] * a[i + lag]);
    EXPECT_NEAR(product / 1e6, 0, 0.005) << "lag " << lag;
  }
}

TEST(Random, BelowIsUnbiased) {
  Random random(4);
  std::vector<int> counts(7);
  for (int i = 0; i < 700000; ++i) ++counts[random.below(7)];
  for (const int count : counts) EXPECT_NEAR(count, 100000, 1500);
  EXPECT_EQ(random.below(1), 0u);
  EXPECT_THROW((void)random.below(0), Error);
}

// For n = 3·2^62 a plain remainder would give the lower third twice as often as the others.
TEST(Random, BelowIsUnbiasedForHugeNumbers) {
  Random random(5);
  const uint64_t n = uint64_t{3} << 62;
  int lower = 0;
  for (int i = 0; i < 30000; ++i) {
    const uint64_t value = random.below(n);
    ASSERT_LT(value, n);
    lower += value < n / 3;
  }
  EXPECT_NEAR(lower, 10000, 500);
}

TEST(Random, IsRestoredFromTwoIntegers) {
  Random random(6);
  for (int i = 0; i < 10; ++i) (void)random.normal();
  Random same = Random::restored(random.stream(), random.position());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(random.bits(), same.bits());
}

TEST(Random, ArraysAreFilledAsOneByOneAndMoveThePosition) {
  Random random(7), single(7);
  const Array a = random_normal({9001}, 1, random);  // odd, and more than one piece
  for (int64_t i = 0; i < a.size(); i += 2) ASSERT_EQ(a[i], static_cast<Real>(single.normal())) << i;
  EXPECT_EQ(random.position(), single.position());
}

TEST(Random, ArraysAreTheSameOnAnyNumberOfThreads) {
  const int before = thread_count();
  std::vector<Array> arrays;
  for (const int count : {1, 4}) {
    set_thread_count(count);
    Random random(8);
    arrays.push_back(random_normal({50001}, 1, random));
  }
  set_thread_count(before);
  for (int64_t i = 0; i < 50001; ++i) ASSERT_EQ(arrays[0][i], arrays[1][i]);
}

TEST(Random, SplitAndNearSeedsGiveStreamsThatDoNotMeet) {
  Random parent(9), child = parent.split(), sibling = parent.split(), next(10);
  std::set<uint64_t> seen;
  for (int i = 0; i < 1000; ++i)
    for (Random* random : {&parent, &child, &sibling, &next})
      EXPECT_TRUE(seen.insert(random->bits()).second) << i;
}

TEST(Random, ShuffleKeepsTheItemsAndReachesEveryOrder) {
  Random random(11);
  std::set<std::vector<int>> orders;
  for (int i = 0; i < 500; ++i) {
    std::vector<int> items{1, 2, 3, 4};
    random.shuffle(items);
    EXPECT_TRUE(std::is_permutation(items.begin(), items.end(), std::begin({1, 2, 3, 4})));
    orders.insert(items);
  }
  EXPECT_EQ(orders.size(), 24u);
}

}  // namespace
}  // namespace p2g
