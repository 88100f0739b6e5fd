#include "nn/product.h"

#include <gtest/gtest.h>

#include "close_to.h"
#include "math/matmul.h"
#include "math/random.h"

namespace p2g {
namespace {

Tensor parameter(const Shape& shape, std::initializer_list<double> values) {
  return Tensor::parameter(Array::of(shape, values));
}

TEST(ProductRule, OfTwoByTwoByHand) {
  const Tensor x = parameter({2, 2}, {1, 2, 3, 4}), w = parameter({2, 2}, {5, 6, 7, 8});
  product_rule(Array::of({2, 2}, {1, 2, -1, 0.5}), x, w);
  ASSERT_TRUE(holds(x.has_grad() && w.has_grad(), "a gradient for x and one for W",
                    x.has_grad() ? "none for W" : "none for x",
                    "both inputs of the product share the blame"));
  EXPECT_TRUE(close_to(x.grad(), Array::of({2, 2}, {17, 23, -2, -3}), 1e-5,
                       {{"dx = dy · Wᵀ: W is not transposed", {19, 22, -1.5, -2}},
                        {"dx is the gradient of W: the two are swapped", {-2, 3.5, -2, 6}}},
                       "wanted dx = dy · Wᵀ"));
  EXPECT_TRUE(close_to(w.grad(), Array::of({2, 2}, {-2, 3.5, -2, 6}), 1e-5,
                       {{"dW = xᵀ · dy: x is not transposed", {-1, 3, -1, 8}},
                        {"dW comes out transposed: wanted xᵀ · dy, not dyᵀ · x", {-2, -2, 3.5, 6}}},
                       "wanted dW = xᵀ · dy"));
}

TEST(ProductRule, AddsToWhatIsThere) {
  const Tensor x = parameter({1, 1}, {2}), w = parameter({1, 1}, {3});
  for (int use = 0; use < 2; ++use) product_rule(Array::of({1, 1}, {1}), x, w);
  EXPECT_TRUE(close_to(x.grad().item(), 6, 1e-6,
                       {{"the second use overwrites the first: gradients add up, dx.add says when", {3}}}));
  EXPECT_TRUE(close_to(w.grad().item(), 4, 1e-6,
                       {{"the second use overwrites the first: gradients add up, dW.add says when", {2}}}));
}

TEST(ProductRule, LeavesAConstantAlone) {
  const Tensor x = Tensor::constant(Array::of({1, 2}, {1, 2})), w = parameter({2, 1}, {3, 4});
  product_rule(Array::of({1, 1}, {1}), x, w);
  EXPECT_FALSE(x.has_grad());
  EXPECT_TRUE(w.has_grad());
}

TEST(ProductRule, FlattensBatchAndTime) {
  Random random(5);
  const Tensor x = Tensor::parameter(random_normal({2, 3, 4}, 1, random));
  const Tensor w = Tensor::parameter(random_normal({4, 5}, 1, random));
  const Array dy = random_normal({2, 3, 5}, 1, random);
  product_rule(dy, x, w);
  EXPECT_TRUE(close_to(x.grad(), matmul_nt(dy, w.value()), 1e-5));
  EXPECT_TRUE(close_to(w.grad(), matmul_tn(x.value(), dy), 1e-5));
}

}  // namespace
}  // namespace p2g
