#include "math/array.h"

#include <gtest/gtest.h>

#include "throws.h"

namespace p2g {
namespace {

TEST(Array, StartsWithWhatItWasAskedFor) {
  const Array zeros = Array::zeros({2, 3}), full = Array::full({4}, 7),
              given = Array::of({2, 2}, {1, 2, 3, 4});
  for (int64_t i = 0; i < 6; ++i) EXPECT_EQ(zeros[i], 0);
  for (int64_t i = 0; i < 4; ++i) EXPECT_EQ(full[i], 7);
  EXPECT_EQ(given[2], 3);
  EXPECT_FALSE(Array().defined());
  EXPECT_EQ(Array::full({}, 5).item(), 5);
}

TEST(Array, IsAligned) {
  for (const int64_t n : {1, 3, 1000, 1000000})
    EXPECT_EQ(reinterpret_cast<uintptr_t>(Array::uninitialized({n}).data()) % 64, 0u) << n;
}

TEST(Array, CopiesShareAndClonesDoNot) {
  Array a = Array::of({3}, {1, 2, 3});
  EXPECT_TRUE(a.unique());
  const Array handle = a, copy = a.clone();
  EXPECT_FALSE(a.unique());
  a[0] = 9;
  EXPECT_EQ(handle[0], 9);
  EXPECT_EQ(copy[0], 1);
  EXPECT_TRUE(copy.unique());
}

TEST(Array, ReshapedAndSlicedShareTheNumbers) {
  Array a = Array::of({3, 2}, {1, 2, 3, 4, 5, 6});
  const Array flat = a.reshaped({6}), rows = a.slice(1, 2);
  EXPECT_EQ(rows.shape(), (Shape{2, 2}));
  EXPECT_EQ(rows[0], 3);
  a[2] = 33;
  EXPECT_EQ(flat[2], 33);
  EXPECT_EQ(rows[0], 33);
  EXPECT_FALSE(a.unique());
  EXPECT_EQ(a.slice(3, 0).size(), 0);
}

TEST(Array, SliceOutlivesTheWhole) {
  Array part;
  {
    const Array whole = Array::of({2, 2}, {1, 2, 3, 4});
    part = whole.slice(1, 1);
  }
  EXPECT_EQ(part[1], 4);
}

TEST(Array, BorrowedKeepsTheOwnerAndCopiesNothing) {
  auto owner = std::make_shared<std::vector<Real>>(std::vector<Real>{1, 2, 3});
  const std::weak_ptr<std::vector<Real>> watch = owner;
  Array a = Array::borrowed({3}, owner->data(), owner);
  EXPECT_EQ(a.data(), owner->data());
  owner.reset();
  EXPECT_FALSE(watch.expired());
  EXPECT_EQ(a[1], 2);
  a = Array();
  EXPECT_TRUE(watch.expired());
}

TEST(Array, CopyFromFillsInPlace) {
  Array a = Array::zeros({2});
  const Real* before = a.data();
  a.copy_from(Array::of({2}, {3, 4}));
  EXPECT_EQ(a.data(), before);
  EXPECT_EQ(a[1], 4);
  a.fill(8);
  EXPECT_EQ(a[0], 8);
}

TEST(Array, RefusesSizesThatDoNotAgree) {
  const Array a = Array::zeros({2, 3});
  EXPECT_TRUE(says(error_of([&] { (void)a.reshaped({4}); }), {"[reshape]", "(2,3)", "(4)"}));
  EXPECT_TRUE(says(error_of([&] { (void)a.slice(1, 2); }), {"[slice]", "1 to 3", "(2,3)"}));
  EXPECT_THROW((void)a.slice(-1, 1), Error);
  EXPECT_THROW((void)a.slice(0, -1), Error);
  EXPECT_THROW((void)Array::zeros({}).slice(0, 1), Error);
  EXPECT_TRUE(says(error_of([&] { (void)a.item(); }), {"item()", "(2,3)"}));
  EXPECT_TRUE(says(error_of([] { (void)Array::of({3}, {1, 2}); }), {"[array]", "2 values", "(3)"}));
  EXPECT_THROW(Array::zeros({3}).copy_from(a), Error);
}

}  // namespace
}  // namespace p2g
