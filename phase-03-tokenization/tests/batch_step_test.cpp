#include "tokenizer/batch_step.h"

#include <gtest/gtest.h>

#include <cstring>

#include "batches.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "tokenizer/negative_sampling.h"

namespace p2g {
namespace {

bool same_bits(const Array& a, const Array& b) {
  return std::memcmp(a.data(), b.data(), static_cast<size_t>(a.size()) * sizeof(Real)) == 0;
}

class OneThreadAfter : public ::testing::Test {
 protected:
  void TearDown() override { set_thread_count(before_); }
  int before_ = thread_count();
};

using BatchStepTest = OneThreadAfter;

TEST_F(BatchStepTest, IsTheStepByTheFormulas) {
  set_thread_count(1);
  Random random(1);
  BatchStep step;
  for (const int64_t dimensions : {1, 16, 30, 100, 200, 300}) {
    const WordTasks batch = random_batch(50, 40, 5, random);
    WordTables slow = random_tables(40, dimensions, random), fast = clone(slow);
    step_by_formula(slow, batch, 0.05);
    step.run(fast, batch, Real(0.05));
    EXPECT_LT(max_abs_difference(slow.input, fast.input), 2e-5) << dimensions;
    EXPECT_LT(max_abs_difference(slow.output, fast.output), 2e-5) << dimensions;
  }
}

TEST_F(BatchStepTest, IsTheSameForAnyNumberOfThreads) {
  Random random(2);
  const WordTables start = random_tables(23, 100, random);
  const WordTasks batch = random_batch(300, 23, 5, random);
  BatchStep step;
  set_thread_count(1);
  WordTables one = clone(start);
  step.run(one, batch, Real(0.05));
  EXPECT_FALSE(same_bits(one.input, start.input));
  for (const int threads : {2, 3, 8}) {
    set_thread_count(threads);
    WordTables many = clone(start);
    step.run(many, batch, Real(0.05));
    EXPECT_TRUE(same_bits(one.input, many.input)) << threads;
    EXPECT_TRUE(same_bits(one.output, many.output)) << threads;
  }
}

TEST_F(BatchStepTest, LeavesPaddingAndOtherWordsAlone) {
  Random random(3);
  WordTables tables = random_tables(5, 3, random);
  const WordTables before = clone(tables);
  WordTasks batch;
  batch.negatives = 1;
  batch.inputs = {0}, batch.input_ends = {1}, batch.targets = {1, 2}, batch.target_ends = {2};
  BatchStep step;
  step.run(tables, batch, Real(0.5));
  for (int64_t i = 0; i < tables.input.size(); ++i) {
    const int64_t word = i / tables.stride();
    const bool padding = i % tables.stride() >= 3;
    EXPECT_EQ(tables.input[i] != before.input[i], word == 0 && !padding) << i;
    EXPECT_EQ(tables.output[i] != before.output[i], (word == 1 || word == 2) && !padding) << i;
  }
}

TEST_F(BatchStepTest, OfNothingDoesNothing) {
  Random random(4);
  WordTables tables = random_tables(5, 3, random);
  const WordTables before = clone(tables);
  BatchStep().run(tables, WordTasks(), Real(1));
  EXPECT_TRUE(same_bits(tables.input, before.input));
}

}  // namespace
}  // namespace p2g
