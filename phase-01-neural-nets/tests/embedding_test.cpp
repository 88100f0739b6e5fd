#include "nn/embedding.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "math/reduce.h"
#include "nn/aggregate.h"
#include "nn/product.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Embedding, PicksRows) {
  const Tensor table = Tensor::constant(Array::of({3, 2}, {1, 2, 3, 4, 5, 6}));
  const Array y = embedding(Ids({1, 3}, {2, 0, 2}), table).value();
  EXPECT_EQ(max_abs_difference(y, Array::of({1, 3, 2}, {5, 6, 1, 2, 5, 6})), 0);
}

TEST(Embedding, RepeatedIdsAddAndUnusedRowsGetZero) {
  const Tensor table = Tensor::parameter(Array::zeros({4, 2}));
  backward(embedding(Ids({1, 3, 1, 1}), table), Array::of({4, 2}, {1, 2, 10, 20, 100, 200, 1000, 2000}));
  EXPECT_EQ(max_abs_difference(table.grad(), Array::of({4, 2}, {0, 0, 1101, 2202, 0, 0, 10, 20})), 0);
}

// The same table at both ends of a model, as in GPT-2: the two gradients meet in it.
TEST(Embedding, SharesItsTableWithATiedHead) {
  Random random(1);
  const Array weights = random_normal({5, 3}, 1, random), x = random_normal({2, 3}, 1, random);
  const Ids ids({4, 4, 0});
  const Tensor tied = Tensor::parameter(weights.clone()), first = Tensor::parameter(weights.clone()),
               last = Tensor::parameter(weights.clone());
  backward(sum(matmul_nt(embedding(ids, tied), tied)));
  backward(sum(matmul_nt(embedding(ids, first), last)));
  for (int64_t i = 0; i < 15; ++i) EXPECT_NEAR(tied.grad()[i], first.grad()[i] + last.grad()[i], 1e-5);
}

TEST(Embedding, RefusesIdsOutsideTheTable) {
  const Tensor table = Tensor::constant(Array::zeros({4, 2}));
  EXPECT_TRUE(says(error_of([&] {
                     (void)embedding(Ids({0, 4}), table);
                   }),
                   {"[embedding]", "id 4", "position 1", "4"}));
  EXPECT_THROW((void)embedding(Ids({-1}), table), Error);
  EXPECT_TRUE(says(error_of([&] { (void)embedding(Ids({0}), Tensor::constant(Array::zeros({4}))); }),
                   {"[embedding]", "the table is (4)"}));
  EXPECT_THROW((void)embedding(Ids({1, 1, 1, 1, 1, 1}, {0}), table), Error);
}

}  // namespace
}  // namespace p2g
