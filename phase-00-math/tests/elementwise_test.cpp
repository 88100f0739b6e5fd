#include "math/elementwise.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

constexpr int64_t kMany = 3 * kElementGrain + 17;  // several pieces and a remainder

TEST(Elementwise, MapAppliesToEveryElement) {
  Random random(1);
  const Array a = random_normal({kMany}, 1, random), b = random_normal({kMany}, 1, random);
  const Array square = map(a, [](Real x) { return x * x; });
  const Array difference = map(a, b, [](Real x, Real y) { return x - y; });
  for (int64_t i = 0; i < kMany; ++i) {
    ASSERT_EQ(square[i], a[i] * a[i]);
    ASSERT_EQ(difference[i], a[i] - b[i]);
  }
  EXPECT_EQ(map(Array::zeros({2, 3}), [](Real x) { return x; }).shape(), (Shape{2, 3}));
}

TEST(Elementwise, UpdateWorksInPlaceEvenOnItself) {
  Random random(2);
  Array a = random_normal({kMany}, 1, random);
  const Array before = a.clone();
  update(a, a, [](Real x, Real y) { return x + y; });
  for (int64_t i = 0; i < kMany; ++i) ASSERT_EQ(a[i], 2 * before[i]);
}

TEST(Elementwise, AddRowAddsOneNumberAColumn) {
  Random random(3);
  for (const Shape& shape : {Shape{2, 3, 5}, Shape{700, 100}, Shape{1, 40000}}) {
    Array y = random_normal(shape, 1, random);
    const Array before = y.clone(), bias = random_normal({shape.last()}, 1, random);
    add_row(y, bias);
    for (int64_t i = 0; i < y.size(); ++i) ASSERT_EQ(y[i], before[i] + bias[i % shape.last()]);
  }
  Array y = Array::zeros({2, 3});
  EXPECT_TRUE(says(error_of([&] { add_row(y, Array::zeros({2})); }), {"[add_row]", "(2)", "(3)"}));
}

}  // namespace
}  // namespace p2g
