// Arithmetic, products and reductions of tensors: values, and what wrong shapes are told.
#include "nn/arithmetic.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "math/reduce.h"
#include "nn/aggregate.h"
#include "nn/product.h"
#include "throws.h"

namespace p2g {
namespace {

Tensor zeros(const Shape& shape) { return Tensor::constant(Array::zeros(shape)); }
Tensor tensor(const Shape& shape, std::initializer_list<double> values) {
  return Tensor::constant(Array::of(shape, values));
}
Array normal(const Shape& shape, uint64_t seed) {
  Random random(seed);
  return random_normal(shape, 1, random);
}

TEST(Arithmetic, Values) {
  const Tensor a = tensor({2}, {1, 2}), b = tensor({2}, {5, 7});
  EXPECT_EQ(max_abs_difference((a + b).value(), Array::of({2}, {6, 9})), 0);
  EXPECT_EQ(max_abs_difference((a - b).value(), Array::of({2}, {-4, -5})), 0);
  EXPECT_EQ(max_abs_difference((a * b).value(), Array::of({2}, {5, 14})), 0);
  EXPECT_EQ(max_abs_difference(scale(b, -0.5).value(), Array::of({2}, {-2.5, -3.5})), 0);
  EXPECT_EQ(
      max_abs_difference(add_bias(tensor({2, 2}, {1, 2, 3, 4}), b).value(), Array::of({2, 2}, {6, 9, 8, 11})),
      0);
}

TEST(Arithmetic, WrongShapesNameTheOperationTheShapesAndTheMistake) {
  const Tensor a = zeros({2, 3}), b = zeros({3});
  EXPECT_TRUE(says(error_of([&] { (void)(a + b); }), {"[add]", "(2,3)", "(3)", "add_bias"}));
  EXPECT_TRUE(says(error_of([&] { (void)(a - b); }), {"[subtract]", "(2,3)", "(3)"}));
  EXPECT_TRUE(says(error_of([&] { (void)(a * b); }), {"[multiply]", "(2,3)", "(3)"}));
  EXPECT_TRUE(says(error_of([&] { (void)(zeros({6}) + zeros({2, 3})); }), {"[add]", "(6)", "(2,3)"}));
  EXPECT_TRUE(says(error_of([&] { (void)add_bias(a, zeros({2})); }), {"[add_bias]", "(2,3)", "(2)", "(3)"}));
}

TEST(Product, MatmulFlattensTheLeadingAxes) {
  const Tensor x = Tensor::constant(normal({2, 3, 4}, 1)), w = Tensor::constant(normal({4, 5}, 2));
  const Array y = matmul(x, w).value();
  EXPECT_EQ(y.shape(), (Shape{2, 3, 5}));
  for (int64_t row = 0; row < 6; ++row)
    for (int64_t n = 0; n < 5; ++n) {
      double wanted = 0;
      for (int64_t k = 0; k < 4; ++k)
        wanted += static_cast<double>(x.value()[row * 4 + k]) * static_cast<double>(w.value()[k * 5 + n]);
      EXPECT_NEAR(y[row * 5 + n], wanted, 1e-5);
    }
}

TEST(Product, LinearIsMatmulAndBiasAndTheTiedHeadIsTheTransposed) {
  const Tensor x = Tensor::constant(normal({2, 3, 4}, 1)), w = Tensor::constant(normal({4, 5}, 2)),
               b = Tensor::constant(normal({5}, 3));
  EXPECT_LE(max_abs_difference(linear(x, w, b).value(), add_bias(matmul(x, w), b).value()), 1e-6);
  Array transposed = Array::uninitialized({5, 4});
  for (int64_t i = 0; i < 20; ++i) transposed[i % 5 * 4 + i / 5] = w.value()[i];
  EXPECT_LE(max_abs_difference(matmul_nt(x, Tensor::constant(transposed)).value(), matmul(x, w).value()),
            1e-5);
}

TEST(Product, WrongShapesAskWhetherTheWeightIsTransposed) {
  const Tensor x = zeros({2, 3, 8});
  for (const std::string& error : {error_of([&] {
                                     (void)matmul(x, zeros({16, 8}));
                                   }),
                                   error_of([&] {
                                     (void)linear(x, zeros({16, 8}), zeros({8}));
                                   })})
    EXPECT_TRUE(says(error, {"(2,3,8)", "(16,8)", "8 and 16", "transposed?"}));
  EXPECT_TRUE(says(error_of([&] { (void)matmul(x, zeros({16, 8})); }), {"[matmul]"}));
  EXPECT_TRUE(says(error_of([&] { (void)linear(x, zeros({16, 8}), zeros({8})); }), {"[linear]"}));
  EXPECT_TRUE(says(error_of([&] {
                     (void)matmul_nt(x, zeros({8, 16}));
                   }),
                   {"[matmul_nt]", "(8,16)", "transposed?"}));
  EXPECT_TRUE(says(error_of([&] {
                     (void)linear(x, zeros({8, 4}), zeros({8}));
                   }),
                   {"[linear]", "bias", "(8)", "(4)"}));
  EXPECT_TRUE(says(error_of([&] { (void)matmul(x, zeros({8})); }), {"[matmul]", "W is (8)", "2 dimensions"}));
  EXPECT_TRUE(says(error_of([&] { (void)matmul(zeros({}), zeros({8, 8})); }), {"[matmul]", "()"}));
}

TEST(Aggregate, Values) {
  const Tensor x = tensor({2, 2}, {1, 2, 3, 6});
  EXPECT_EQ(sum(x).item(), 12);
  EXPECT_EQ(mean(x).item(), 3);
  EXPECT_EQ(sum(x).shape(), Shape{});
  EXPECT_EQ(reshape(x, {4}).value()[3], 6);
  EXPECT_TRUE(says(error_of([&] { (void)reshape(x, {3}); }), {"[reshape]", "(2,2)", "(3)"}));
}

}  // namespace
}  // namespace p2g
