#include "nn/gradient_check.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "math/finite_difference.h"
#include "math/random.h"
#include "math/reduce.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"

namespace p2g {
namespace {

bool holds_op(const Tensor& tensor, const std::string& name) {
  if (tensor.node()->op != nullptr && tensor.node()->op->name == name) return true;
  return std::any_of(tensor.node()->parents.begin(), tensor.node()->parents.end(),
                     [&](const Tensor& parent) { return holds_op(parent, name); });
}

Tensor weighted_total(const Tensor& y) {
  Random random(4);
  return sum(multiply(y, Tensor::constant(random_uniform(y.shape(), -1, 1, random))));
}

double relative_error(const Array& analytic, const Array& numeric) {
  double size = 1e-3;
  for (int64_t i = 0; i < numeric.size(); ++i)
    size = std::max(size, std::abs(static_cast<double>(numeric[i])));
  return max_abs_difference(analytic, numeric) / size;
}

}  // namespace

double gradient_error(const GradientCase& check) {
  std::vector<Tensor> inputs;
  for (const Array& input : check.inputs) inputs.push_back(Tensor::parameter(input.clone()));
  const Tensor loss = weighted_total(check.apply(inputs));
  if (!holds_op(loss, check.op))
    fail("gradient check", "the case for '{}' does not use that operation", check.op);
  backward(loss);
  double worst = 0;
  for (Tensor& input : inputs) {
    const auto value = [&] {
      const NoGrad guard;
      return static_cast<double>(weighted_total(check.apply(inputs)).item());
    };
    const Array numeric = finite_difference(value, input.mutable_value(), 1e-5);
    worst = std::max(worst, relative_error(input.grad(), numeric));
  }
  return worst;
}

std::vector<std::string> ops_without_case(const std::string& room, const std::vector<GradientCase>& cases) {
  std::vector<std::string> missing;
  for (const Op* op : all_ops()) {
    const bool covered =
        std::any_of(cases.begin(), cases.end(), [&](const GradientCase& c) { return c.op == op->name; });
    if (op->room == room && !covered) missing.emplace_back(op->name);
  }
  return missing;
}

}  // namespace p2g
