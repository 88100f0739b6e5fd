#include "nn/optimizer.h"

#include <utility>

namespace p2g {
namespace {

std::vector<Array> zeros_like(const Parameters& parameters) {
  std::vector<Array> arrays;
  for (const NamedTensor& p : parameters) arrays.push_back(Array::zeros(p.tensor.shape()));
  return arrays;
}

}  // namespace

Sgd::Sgd(Parameters parameters, double lr, double momentum, double weight_decay)
    : learning_rate(lr),
      parameters_(std::move(parameters)),
      momentum_(momentum),
      weight_decay_(weight_decay),
      velocity_(zeros_like(parameters_)) {}

Adam::Adam(Parameters parameters, double lr, double beta1, double beta2, double epsilon)
    : learning_rate(lr),
      parameters_(std::move(parameters)),
      beta1_(beta1),
      beta2_(beta2),
      epsilon_(epsilon),
      m_(zeros_like(parameters_)),
      v_(zeros_like(parameters_)) {}

}  // namespace p2g
