// The step by the formulas against central differences, and the fast step against it, in double.
#include "tokenizer/negative_sampling.h"

#include <gtest/gtest.h>

#include "batches.h"
#include "math/finite_difference.h"
#include "math/reduce.h"
#include "tokenizer/batch_step.h"

namespace p2g {
namespace {

TEST(NegativeSampling, StepsDownTheGradientOfItsLoss) {
  Random random(2013);
  for (const int64_t negatives : {1, 3}) {
    WordTables tables = random_tables(7, 5, random);
    const WordTasks batch = random_batch(6, 7, negatives, random);
    WordTables after = clone(tables);
    step_by_formula(after, batch, 1);
    const auto f = [&] { return loss(tables, batch); };
    const Array d_input = finite_difference(f, tables.input, 1e-5);
    const Array d_output = finite_difference(f, tables.output, 1e-5);
    for (int64_t i = 0; i < d_input.size(); ++i) {
      if (i % tables.stride() >= tables.dimensions) continue;  // padding is zero, and must stay so
      ASSERT_NEAR(tables.input[i] - after.input[i], d_input[i], 1e-7) << i;
      ASSERT_NEAR(tables.output[i] - after.output[i], d_output[i], 1e-7) << i;
    }
  }
}

TEST(NegativeSampling, ItsFastStepIsTheSame) {
  Random random(1);
  BatchStep step;
  for (const int64_t dimensions : {1, 5, 8, 50, 100, 130}) {
    const WordTasks batch = random_batch(100, 9, 5, random);
    WordTables slow = random_tables(9, dimensions, random), fast = clone(slow);
    step_by_formula(slow, batch, 0.1);
    step.run(fast, batch, 0.1);
    EXPECT_LT(max_abs_difference(slow.input, fast.input), 1e-12) << dimensions;
    EXPECT_LT(max_abs_difference(slow.output, fast.output), 1e-12) << dimensions;
  }
}

}  // namespace
}  // namespace p2g
