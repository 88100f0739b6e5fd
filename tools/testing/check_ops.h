// What must hold for every operation of a room: one table of cases, walked by the tests in float and in
// double.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "golden.h"
#include "math/random.h"
#include "math/reduce.h"
#include "nn/gradient_check.h"

namespace p2g {

// Forward and backward of one case: the result, and the gradient of each input that is not `constant`.
struct OpOutcome {
  Array value;
  std::vector<Array> gradients;
};

inline OpOutcome run_case(const GradientCase& check, const Array& dy, int times = 1, int constant = -1) {
  std::vector<Tensor> inputs;
  for (int i = 0; i < static_cast<int>(check.inputs.size()); ++i) {
    const Array copy = check.inputs[static_cast<size_t>(i)].clone();
    inputs.push_back(i == constant ? Tensor::constant(copy) : Tensor::parameter(copy));
  }
  OpOutcome outcome;
  for (int time = 0; time < times; ++time) {
    const Tensor y = check.apply(inputs);
    outcome.value = y.value();
    backward(y, dy.clone());
  }
  for (size_t i = 0; i < inputs.size(); ++i) {
    EXPECT_EQ(max_abs_difference(inputs[i].value(), check.inputs[i]), 0)
        << check.op << " changed its input " << i;
    outcome.gradients.push_back(inputs[i].has_grad() ? inputs[i].grad() : Array());
  }
  return outcome;
}

inline Array random_dy(const GradientCase& check) {
  std::vector<Tensor> inputs;
  for (const Array& input : check.inputs) inputs.push_back(Tensor::constant(input.clone()));
  Random random(11);
  return random_normal(check.apply(inputs).shape(), 1, random);
}

// Central differences to 1e-6 (double only), and no operation of the room left out.
inline void check_gradients(const std::string& room, const std::vector<GradientCase>& cases) {
  for (const std::string& op : ops_without_case(room, cases)) ADD_FAILURE() << op << " has no case";
  for (const GradientCase& check : cases) EXPECT_LE(gradient_error(check), 1e-6) << check.op;
}

// Two backward passes leave the sum of their gradients, whatever a rule does with memory that is already
// written.
inline void check_accumulation(const std::vector<GradientCase>& cases) {
  for (const GradientCase& check : cases) {
    const Array dy = random_dy(check);
    const OpOutcome once = run_case(check, dy), twice = run_case(check, dy, 2);
    for (size_t i = 0; i < once.gradients.size(); ++i)
      for (int64_t j = 0; j < once.gradients[i].size(); ++j)
        ASSERT_NEAR(twice.gradients[i][j], 2 * once.gradients[i][j], 1e-5) << check.op << ", input " << i;
  }
}

// An input that needs no gradient gets none, and the others' stay what they were.
inline void check_constants(const std::vector<GradientCase>& cases) {
  for (const GradientCase& check : cases) {
    const Array dy = random_dy(check);
    const OpOutcome all = run_case(check, dy);
    for (int constant = 0; check.inputs.size() > 1 && constant < static_cast<int>(check.inputs.size());
         ++constant) {
      const OpOutcome some = run_case(check, dy, 1, constant);
      for (size_t i = 0; i < all.gradients.size(); ++i)
        if (static_cast<int>(i) == constant)
          EXPECT_FALSE(some.gradients[i].defined()) << check.op << ", input " << i;
        else
          EXPECT_EQ(max_abs_difference(some.gradients[i], all.gradients[i]), 0)
              << check.op << ", input " << i;
    }
  }
}

// Result and gradients are PyTorch's to 1e-5. The first case of each operation stands for it; its inputs are
// the file's. `elsewhere`: cases of the room that another test holds against a file of their own.
inline void check_golden(const std::string& room, std::vector<GradientCase> cases, const std::string& path,
                         const std::vector<GradientCase>& elsewhere = {}) {
  const Golden golden(path);
  std::vector<GradientCase> all = cases;
  all.insert(all.end(), elsewhere.begin(), elsewhere.end());
  for (const std::string& op : ops_without_case(room, all)) ADD_FAILURE() << op << " has no case";
  std::set<std::string> seen;
  for (GradientCase& check : cases) {
    if (!seen.insert(check.op).second) continue;
    for (size_t i = 0; i < check.inputs.size(); ++i)
      check.inputs[i] = golden.array(fmt::format("{}.in{}", check.op, i));
    const OpOutcome outcome = run_case(check, golden.array(check.op + ".dy"));
    EXPECT_TRUE(near_golden(outcome.value, golden.array(check.op + ".y"), 1e-5)) << check.op;
    for (size_t i = 0; i < check.inputs.size(); ++i)
      EXPECT_TRUE(near_golden(outcome.gradients[i], golden.array(fmt::format("{}.d{}", check.op, i)), 1e-5))
          << check.op << ", input " << i;
  }
}

}  // namespace p2g
