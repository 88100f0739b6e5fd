// The net itself: it must catch a wrong rule, a missing case, and a case for the wrong operation.
#include "nn/gradient_check.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "math/elementwise.h"
#include "nn/arithmetic.h"
#include "throws.h"

namespace p2g {
namespace {

const Op kSquare("test", "square"), kUncovered("test", "uncovered");

// y = x², with a backward rule that is right only for slope 2.
Tensor square(const Tensor& x, double slope) {
  const Array value = map(x.value(), [](Real v) { return v * v; });
  return make_node(kSquare, value, {x}, [slope](Node& node) {
    const Tensor& input = node.parents[0];
    input.accumulate(map(node.grad, input.value(), [slope](Real g, Real v) { return slope * v * g; }));
  });
}

GradientCase square_case(double slope) {
  return {"square", {Array::of({3}, {1, -2, 3})}, [slope](const std::vector<Tensor>& in) {
            return square(in[0], slope);
          }};
}

TEST(GradientCheck, PassesARightRuleAndCatchesAWrongOne) {
  EXPECT_LE(gradient_error(square_case(2)), 1e-8);
  EXPECT_GE(gradient_error(square_case(2.001)), 1e-4);
}

TEST(GradientCheck, NamesOperationsWithoutACase) {
  EXPECT_EQ(ops_without_case("test", {square_case(2)}), std::vector<std::string>{"uncovered"});
  EXPECT_EQ(ops_without_case("test", {}).size(), 2u);
  EXPECT_GE(ops_without_case("nn", {}).size(), 20u);  // the whole room is linked
}

TEST(GradientCheck, RefusesACaseThatDoesNotUseItsOperation) {
  const GradientCase wrong{
      "square", {Array::of({1}, {1})}, [](const std::vector<Tensor>& in) { return scale(in[0], 2); }};
  EXPECT_TRUE(
      says(error_of([&] { (void)gradient_error(wrong); }), {"[gradient check]", "'square'", "does not use"}));
}

}  // namespace
}  // namespace p2g
