// The fused run is the composed one: values, final states, and every gradient. Tests of both real types.
#include "sequence/lstm_fused.h"

#include <gtest/gtest.h>

#include "fused_equals_composed.h"
#include "math/threads.h"

namespace p2g {
namespace {

TEST(LstmFused, IsTheComposedRun) { check_fused_equals_composed(2e-5); }

TEST(LstmFused, DoesNotDependOnTheNumberOfThreads) {
  const Array once = gradient_of_a_long_run(1), twice = gradient_of_a_long_run(2);
  EXPECT_EQ(max_abs_difference(once, twice), 0);
}

TEST(LstmFused, WithoutForgetGateACellKeepsWhatItHolds) {
  Random random(1);
  Lstm lstm(2, 3, 1, random, LstmForm::of_1997);
  for (NamedTensor p : parameters_of(lstm)) p.tensor.mutable_value().fill(0);
  std::fill_n(lstm.layers[0].bias.mutable_value().data(), 3, Real(-100));  // input gates shut
  const Tensor held = Tensor::constant(Array::of({1, 3}, {0.5, -2, 7}));
  std::vector<LstmState> state{{held, held}};
  lstm(Tensor::constant(random_normal({200, 1, 2}, 1, random)), state);
  EXPECT_EQ(max_abs_difference(state[0].c.value(), held.value()), 0);
}

}  // namespace
}  // namespace p2g
