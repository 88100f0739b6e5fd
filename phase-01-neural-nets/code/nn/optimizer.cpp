#include "nn/optimizer.h"

#include <cmath>
#include <utility>

#include "math/elementwise.h"

namespace p2g {
namespace {

std::vector<Array> zeros_like(const Parameters& parameters) {
  std::vector<Array> arrays;
  for (const NamedTensor& p : parameters) arrays.push_back(Array::zeros(p.tensor.shape()));
  return arrays;
}

}  // namespace

Sgd::Sgd(Parameters parameters, double lr, double momentum)
    : learning_rate(lr),
      parameters_(std::move(parameters)),
      momentum_(momentum),
      velocity_(zeros_like(parameters_)) {}

void Sgd::step() {
  const auto lr = static_cast<Real>(learning_rate), mu = static_cast<Real>(momentum_);
  for (size_t i = 0; i < parameters_.size(); ++i) {
    Tensor& w = parameters_[i].tensor;
    if (!w.has_grad()) continue;
    update(velocity_[i], w.grad(), [mu](Real v, Real g) { return mu * v + g; });
    update(w.mutable_value(), velocity_[i], [lr](Real value, Real v) { return value - lr * v; });
  }
}

Adam::Adam(Parameters parameters, double lr, double beta1, double beta2, double epsilon)
    : learning_rate(lr),
      parameters_(std::move(parameters)),
      beta1_(beta1),
      beta2_(beta2),
      epsilon_(epsilon),
      m_(zeros_like(parameters_)),
      v_(zeros_like(parameters_)) {}

void Adam::step() {
  ++steps_;
  const auto b1 = static_cast<Real>(beta1_), b2 = static_cast<Real>(beta2_),
             epsilon = static_cast<Real>(epsilon_);
  const double correction1 = 1 - std::pow(beta1_, static_cast<double>(steps_));
  const double correction2 = 1 - std::pow(beta2_, static_cast<double>(steps_));
  const auto rate = static_cast<Real>(learning_rate / correction1);
  const auto root = static_cast<Real>(1 / std::sqrt(correction2));
  for (size_t i = 0; i < parameters_.size(); ++i) {
    Tensor& w = parameters_[i].tensor;
    if (!w.has_grad()) continue;
    update(m_[i], w.grad(), [b1](Real m, Real g) { return b1 * m + (1 - b1) * g; });
    update(v_[i], w.grad(), [b2](Real v, Real g) { return b2 * v + (1 - b2) * g * g; });
    const Array direction =
        map(m_[i], v_[i], [=](Real m, Real v) { return rate * m / (root * std::sqrt(v) + epsilon); });
    update(w.mutable_value(), direction, [](Real value, Real d) { return value - d; });
  }
}

}  // namespace p2g
