#include "transformer/position.h"

#include <gtest/gtest.h>

#include "close_to.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Positions, AddRowTToEveryTokenAtTimeT) {
  const Tensor x = Tensor::parameter(Array::of({2, 2, 2}, {0, 0, 0, 0, 5, 5, 5, 5})),
               table = Tensor::parameter(Array::of({4, 2}, {1, 2, 3, 4, 9, 9, 8, 8}));
  const Tensor y = add_positions(x, table);
  EXPECT_TRUE(
      close_to(y.value(), Array::of({2, 2, 2}, {1, 2, 3, 4, 6, 7, 8, 9}), 0,
               {{"the table is asked for the sequence b: its rows are times t", {1, 2, 1, 2, 8, 9, 8, 9}},
                {"the table is read on past T for the second sequence: each begins at row 0",
                 {1, 2, 3, 4, 14, 14, 13, 13}},
                {"every token gets row 0: the row is the token's time", {1, 2, 1, 2, 6, 7, 6, 7}}}));
  backward(y, Array::of({2, 2, 2}, {1, 2, 3, 4, 10, 20, 30, 40}));
  // Both sequences add to a position; one that no token reached gets zero.
  EXPECT_TRUE(close_to(
      table.grad(), Array::of({4, 2}, {11, 22, 33, 44, 0, 0, 0, 0}), 0,
      {{"the last sequence overwrites the others: a row of the table was used by each, so they add up",
        {10, 20, 30, 40, 0, 0, 0, 0}},
       {"only the first sequence counts: a row of the table was used by each", {1, 2, 3, 4, 0, 0, 0, 0}},
       {"the gradient is a mean over the batch: dtable is a sum", {5.5, 11, 16.5, 22, 0, 0, 0, 0}}}));
  EXPECT_TRUE(close_to(x.grad(), Array::of({2, 2, 2}, {1, 2, 3, 4, 10, 20, 30, 40}), 0));
}

TEST(Positions, RefuseASequenceLongerThanTheContext) {
  const Tensor table = Tensor::constant(Array::zeros({3, 2}));
  const auto add = [&](const Shape& shape) {
    return error_of([&] { (void)add_positions(Tensor::constant(Array::zeros(shape)), table); });
  };
  EXPECT_TRUE(says(add({1, 4, 2}), {"[add_positions]", "(1,4,2)", "(3,2)", "3 tokens at most"}));
  EXPECT_TRUE(says(add({1, 2, 5}), {"[add_positions]", "(1,2,5)"}));
  EXPECT_TRUE(says(add({2, 2}), {"[add_positions]", "(2,2)", "3 dimensions"}));
}

}  // namespace
}  // namespace p2g
