#include "math/reduce.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "math/random.h"
#include "math/threads.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Reduce, SumsAgreeWithDouble) {
  Random random(1);
  for (const int64_t n : {0, 1, 31, 32, 33, 16384, 100003}) {
    const Array a = random_normal({n}, 1, random);
    double total = 0, squares = 0;
    for (int64_t i = 0; i < n; ++i) {
      total += static_cast<double>(a[i]);
      squares += static_cast<double>(a[i]) * static_cast<double>(a[i]);
    }
    EXPECT_NEAR(sum(a), total, 1e-6 * static_cast<double>(n + 1)) << n;
    EXPECT_NEAR(sum_of_squares(a), squares, 1e-6 * static_cast<double>(n + 1)) << n;
  }
}

TEST(Reduce, SumsAreTheSameBitsOnAnyNumberOfThreads) {
  const int before = thread_count();
  Random random(2);
  const Array a = random_normal({200000}, 1, random);
  set_thread_count(1);
  const double one = sum(a), squares = sum_of_squares(a);
  set_thread_count(3);
  EXPECT_EQ(sum(a), one);
  EXPECT_EQ(sum_of_squares(a), squares);
  set_thread_count(before);
}

TEST(Reduce, MaxAbsDifferenceFindsTheWorstAndNan) {
  const Array a = Array::of({4}, {1, 2, 3, 4});
  Array b = Array::of({4}, {1, 2.5, 3, 3.75});
  EXPECT_EQ(max_abs_difference(a, b), 0.5);
  b[3] = std::numeric_limits<Real>::quiet_NaN();
  EXPECT_TRUE(std::isnan(max_abs_difference(a, b)));
  EXPECT_THROW((void)max_abs_difference(a, Array::zeros({2, 2})), Error);
}

TEST(Reduce, AllFiniteFindsOneBadNumberAnywhere) {
  Array a = Array::full({50000}, std::numeric_limits<Real>::max());  // whose plain sum would overflow
  EXPECT_TRUE(all_finite(a));
  for (const int64_t place : {0, 31, 16384, 49999})
    for (const Real bad : {std::numeric_limits<Real>::infinity(), -std::numeric_limits<Real>::infinity(),
                           std::numeric_limits<Real>::quiet_NaN()}) {
      const Real saved = a[place];
      a[place] = bad;
      EXPECT_FALSE(all_finite(a)) << bad << " at " << place;
      a[place] = saved;
    }
}

TEST(Reduce, SumRowsWritesOrAdds) {
  Random random(3);
  for (const Shape& shape : {Shape{2, 3, 5}, Shape{7, 256}, Shape{300, 1000}}) {
    const Array a = random_normal(shape, 1, random);
    const int64_t C = shape.last();
    Array out = Array::full({C}, 1e30f), more = Array::full({C}, 10);
    sum_rows(a, out.data(), /*accumulate=*/false);
    sum_rows(a, more.data(), /*accumulate=*/true);
    for (int64_t c = 0; c < C; ++c) {
      double total = 0;
      for (int64_t row = 0; row < shape.rows(); ++row) total += static_cast<double>(a[row * C + c]);
      ASSERT_NEAR(out[c], total, 1e-4);
      ASSERT_NEAR(more[c], 10 + total, 1e-4);
    }
  }
}

}  // namespace
}  // namespace p2g
