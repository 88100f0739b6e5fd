#include "math/matmul.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "close_to.h"
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

// A (2,3) · B (3,2) by hand, each stored in rows that are `gap` numbers longer than they need be.
std::vector<double> product_by_hand(Layout layout, int64_t gap, bool accumulate) {
  const bool a_turned = layout == Layout::tn || layout == Layout::tt;
  const bool b_turned = layout == Layout::nt || layout == Layout::tt;
  const auto stored = [gap](int64_t columns, const std::vector<double>& numbers) {
    std::vector<Real> rows(32, 100);  // what lies between and behind the rows is 100
    for (size_t i = 0; i < numbers.size(); ++i) {
      const auto row = static_cast<int64_t>(i) / columns, column = static_cast<int64_t>(i) % columns;
      rows[static_cast<size_t>(row * (columns + gap) + column)] = static_cast<Real>(numbers[i]);
    }
    return rows;
  };
  const auto a = a_turned ? stored(2, {1, 4, 2, 5, 3, 6}) : stored(3, {1, 2, 3, 4, 5, 6});
  const auto b = b_turned ? stored(3, {1, 2, 0, 0, 1, 3}) : stored(2, {1, 0, 2, 1, 0, 3});
  auto c = stored(2, {10, 20, 30, 40});
  matmul_naive({layout, 2, 2, 3, a.data(), (a_turned ? 2 : 3) + gap, b.data(), (b_turned ? 3 : 2) + gap,
                c.data(), 2 + gap, accumulate});
  const auto second = static_cast<size_t>(2 + gap);
  return {static_cast<double>(c[0]), static_cast<double>(c[1]), static_cast<double>(c[second]),
          static_cast<double>(c[second + 1])};
}

const std::vector<double> kByHand{5, 11, 14, 23};

TEST(MatmulNaive, RowsTimesColumnsByHand) {
  EXPECT_TRUE(
      close_to(product_by_hand(Layout::nn, 0, false), kByHand, 1e-6,
               {{"B is read along its rows: in layout nn, element (k,j) is b[k·ldb + j]", {7, 4, 16, 13}},
                {"the sum goes on from one element of C to the next: start each at 0", {5, 16, 30, 53}},
                {"only the last product is left: add them up", {0, 9, 0, 18}},
                {"what was in C is added to, without `accumulate`", {15, 31, 44, 63}},
                {"C was not written", {10, 20, 30, 40}}},
               "C (i,j) = Σ over k of A (i,k) · B (k,j)"));
}

TEST(MatmulNaive, AccumulatesByHand) {
  EXPECT_TRUE(close_to(product_by_hand(Layout::nn, 0, true), {15, 31, 44, 63}, 1e-6,
                       {{"with `accumulate` what was in C is kept: C += A·B", kByHand}}));
}

TEST(MatmulNaive, StepsByHand) {
  EXPECT_TRUE(close_to(product_by_hand(Layout::nn, 1, false), kByHand, 1e-6, {},
                       "rows lie lda, ldb and ldc numbers apart, which may be more than they are long"));
}

TEST(MatmulNaive, LayoutsByHand) {
  const std::string turned = "stored transposed: its rows are the columns of the formula";
  EXPECT_TRUE(
      close_to(product_by_hand(Layout::nt, 0, false), kByHand, 1e-6, {}, "layout nt: B is " + turned));
  EXPECT_TRUE(
      close_to(product_by_hand(Layout::tn, 0, false), kByHand, 1e-6, {}, "layout tn: A is " + turned));
  EXPECT_TRUE(
      close_to(product_by_hand(Layout::tt, 0, false), kByHand, 1e-6, {}, "layout tt: both are " + turned));
}

TEST(MatmulNaive, IsEigensProduct) {
  Random random(6);
  for (const Layout layout : kLayouts)
    for (const bool accumulate : {false, true}) {
      const Operands operands(layout, 13, 7, 31, 2, random);
      EXPECT_TRUE(close_to(operands.run(matmul_naive, accumulate), operands.run(matmul_eigen, accumulate),
                           1e-5, {}, "this is a random product, beside Eigen's"));
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
