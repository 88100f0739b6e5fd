#include "math/matmul.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "math/error.h"
#include "math/random.h"
#include "math/threads.h"

namespace p2g {
namespace {

using Function = void (*)(const Product&);
constexpr Layout kLayouts[] = {Layout::nn, Layout::nt, Layout::tn, Layout::tt};

// Operands inside larger arrays, so that a wrong leading dimension or a write beside the block shows.
struct Operands {
  int64_t M, N, K, lda, ldb, ldc;
  Layout layout;
  Array a, b, c;

  Operands(Layout which, int64_t m, int64_t n, int64_t k, int64_t gap, Random& random)
      : M(m), N(n), K(k), layout(which) {
    const bool a_turned = which == Layout::tn || which == Layout::tt;
    const bool b_turned = which == Layout::nt || which == Layout::tt;
    lda = (a_turned ? M : K) + gap, ldb = (b_turned ? K : N) + gap, ldc = N + gap;
    a = random_normal({(a_turned ? K : M) * lda}, 1, random);
    b = random_normal({(b_turned ? N : K) * ldb}, 1, random);
    c = random_normal({M * ldc}, 1, random);
  }
  Array run(Function function, bool accumulate) const {
    Array result = c.clone();
    function({layout, M, N, K, a.data(), lda, b.data(), ldb, result.data(), ldc, accumulate});
    return result;
  }
};

void expect_as_naive(const Operands& operands, Function function, bool accumulate, const std::string& what) {
  const Array wanted = operands.run(matmul_naive, accumulate), got = operands.run(function, accumulate);
  const double tolerance = 1e-5 * (1 + std::sqrt(static_cast<double>(operands.K)));
  for (int64_t i = 0; i < got.size(); ++i) {
    if (i % operands.ldc >= operands.N) {
      ASSERT_EQ(got[i], operands.c[i]) << what << ": wrote beside the block at " << i;
    } else {
      ASSERT_NEAR(got[i], wanted[i], tolerance) << what << " at " << i;
    }
  }
}

TEST(Matmul, EveryProductIsTheNaiveOne) {
  Random random(1);
  const int64_t sizes[] = {1, 2, 3, 7, 12, 13, 16, 31, 33, 64, 65, 100, 129};
  for (int round = 0; round < 300; ++round) {
    const auto pick = [&] { return sizes[random.below(std::size(sizes))]; };
    const int64_t M = pick(), N = pick(), K = pick(), gap = static_cast<int64_t>(random.below(3));
    const Operands operands(kLayouts[random.below(4)], M, N, K, gap, random);
    const std::string what = std::to_string(M) + "x" + std::to_string(N) + "x" + std::to_string(K) +
                             " layout " + std::to_string(static_cast<int>(operands.layout));
    for (const bool accumulate : {false, true}) {
      expect_as_naive(operands, matmul_tiled, accumulate, "tiled " + what);
      expect_as_naive(operands, matmul_eigen, accumulate, "eigen " + what);
      expect_as_naive(operands, matmul_packed, accumulate, "packed " + what);
      expect_as_naive(operands, matmul, accumulate, "chosen " + what);
    }
  }
}

// Sizes beyond one block of the packed product, in every direction.
TEST(Matmul, LargeProductsCrossBlocks) {
  Random random(2);
  for (const Layout layout : kLayouts) {
    expect_as_naive(Operands(layout, 3100, 5, 40, 0, random), matmul_packed, false, "tall");
    expect_as_naive(Operands(layout, 5, 4200, 40, 0, random), matmul_packed, false, "wide");
    expect_as_naive(Operands(layout, 14, 35, 1031, 0, random), matmul_packed, true, "deep");
    expect_as_naive(Operands(layout, 1, 700, 901, 0, random), matmul, true, "one row");
  }
}

TEST(Matmul, ThreadsDoNotChangeABit) {
  Random random(3);
  const int before = thread_count();
  for (const Layout layout : kLayouts)
    for (const int64_t M : {1, 150}) {
      const Operands operands(layout, M, 333, 700, 0, random);
      set_thread_count(1);
      const Array one = operands.run(matmul, false);
      for (const int threads : {2, 3}) {
        set_thread_count(threads);
        const Array many = operands.run(matmul, false);
        for (int64_t i = 0; i < one.size(); ++i) ASSERT_EQ(one[i], many[i]) << threads << " threads at " << i;
      }
    }
  set_thread_count(before);
}

TEST(Matmul, AnEmptyInnerSizeGivesZerosOrLeavesWhatWasThere) {
  Random random(4);
  for (const Function function : {matmul_naive, matmul_tiled, matmul_eigen, matmul_packed, matmul}) {
    const Operands operands(Layout::nn, 3, 4, 0, 0, random);
    const Array zeros = operands.run(function, false), same = operands.run(function, true);
    for (int64_t i = 0; i < zeros.size(); ++i) {
      EXPECT_EQ(zeros[i], 0);
      EXPECT_EQ(same[i], operands.c[i]);
    }
  }
}

TEST(Matmul, NotANumberIsNotLost) {
  Random random(5);
  for (const Function function : {matmul_tiled, matmul_eigen, matmul_packed})
    for (const Layout layout : kLayouts) {
      Operands operands(layout, 20, 40, 30, 0, random);
      operands.a[0] = std::numeric_limits<Real>::quiet_NaN();
      const Array got = operands.run(function, false), wanted = operands.run(matmul_naive, false);
      for (int64_t i = 0; i < got.size(); ++i) ASSERT_EQ(std::isnan(got[i]), std::isnan(wanted[i])) << i;
    }
}

TEST(Matmul, ArraysFlattenLeadingDimensions) {
  const Array x = Array::of({2, 1, 2}, {1, 2, 3, 4}), w = Array::of({2, 3}, {1, 0, 2, 0, 1, 3});
  const Array y = matmul_nn(x, w);
  EXPECT_EQ(y.shape(), (Shape{2, 1, 3}));
  const std::vector<Real> wanted{1, 2, 8, 3, 4, 18};
  for (int64_t i = 0; i < y.size(); ++i) EXPECT_EQ(y[i], wanted[static_cast<size_t>(i)]);
  EXPECT_EQ(matmul_nt(x, Array::zeros({5, 2})).shape(), (Shape{2, 1, 5}));
  EXPECT_EQ(matmul_tn(x, Array::zeros({2, 1, 7})).shape(), (Shape{2, 7}));
  EXPECT_EQ(matmul_tt(Array::zeros({3, 4}), Array::zeros({6, 3})).shape(), (Shape{4, 6}));
}

TEST(Matmul, WrongShapesNameTheLikelyMistake) {
  try {
    matmul_nn(Array::zeros({2, 3, 8}), Array::zeros({16, 4}));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "[matmul] x is (2,3,8) but W is (16,4): inner sizes 8 and 16 differ. Is W transposed?");
  }
  EXPECT_THROW(matmul_nt(Array::zeros({2, 8}), Array::zeros({8, 4})), Error);
  EXPECT_THROW(matmul_tn(Array::zeros({2, 8}), Array::zeros({3, 4})), Error);
  EXPECT_THROW(matmul_tt(Array::zeros({2, 8}), Array::zeros({8, 2, 1})), Error);
}

}  // namespace
}  // namespace p2g
