#include "nn/module.h"

#include <cmath>
#include <utility>

#include "math/error.h"
#include "nn/product.h"

namespace p2g {
namespace {

thread_local bool skip_initial_weights = false;

}  // namespace

Tensor initial_weight(const Shape& shape, double deviation, Random& random) {
  if (skip_initial_weights) return Tensor::parameter(Array::uninitialized(shape));
  return Tensor::parameter(random_normal(shape, deviation, random));
}

NoInitialWeights::NoInitialWeights() : before_(std::exchange(skip_initial_weights, true)) {}
NoInitialWeights::~NoInitialWeights() { skip_initial_weights = before_; }

int64_t parameter_count(const Parameters& parameters) {
  int64_t count = 0;
  for (const NamedTensor& p : parameters) count += p.tensor.shape().size();
  return count;
}

void zero_grad(const Parameters& parameters) {
  for (NamedTensor p : parameters) p.tensor.zero_grad();
}

const Tensor& find_parameter(const Parameters& parameters, const std::string& name) {
  for (const NamedTensor& p : parameters)
    if (p.name == name) return p.tensor;
  fail("parameters", "there is no '{}' among {} parameters", name, parameters.size());
}

Linear::Linear(int64_t in, int64_t out, bool with_bias, double deviation, Random& random)
    : weight(initial_weight({in, out}, deviation, random)) {
  if (with_bias) bias = Tensor::parameter(Array::zeros({out}));
}

Tensor Linear::operator()(const Tensor& x) const {
  return bias.defined() ? linear(x, weight, bias) : matmul(x, weight);
}

void Linear::list(Parameters& parameters, const std::string& prefix) const {
  parameters.push_back({prefix + "weight", weight});
  if (bias.defined()) parameters.push_back({prefix + "bias", bias});
}

double gpt2_residual_deviation(int64_t layers) {
  return kGpt2Deviation / std::sqrt(2.0 * static_cast<double>(layers));
}

}  // namespace p2g
