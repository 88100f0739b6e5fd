#include <cmath>

#include "math/elementwise.h"
#include "nn/optimizer.h"

namespace p2g {

void Adam::step() {
  ++steps_;
  const auto b1 = static_cast<Real>(beta1_), b2 = static_cast<Real>(beta2_),
             epsilon = static_cast<Real>(epsilon_);
  const auto rate = static_cast<Real>(learning_rate / (1 - std::pow(beta1_, steps_)));  // lr·m̂ = rate·m
  const auto root = static_cast<Real>(1 / std::sqrt(1 - std::pow(beta2_, steps_)));     // √v̂ = root·√v
  for (size_t i = 0; i < parameters_.size(); ++i) {
    Tensor& parameter = parameters_[i].tensor;
    if (!parameter.has_grad()) continue;
    Real *w = parameter.mutable_value().data(), *m = m_[i].data(), *v = v_[i].data();
    const Real* g = parameter.grad().data();
    parallel_for(m_[i].size(), kElementGrain, [=](int64_t first, int64_t last) {
      for (int64_t j = first; j < last; ++j) {
        m[j] = b1 * m[j] + (1 - b1) * g[j];
        v[j] = b2 * v[j] + (1 - b2) * g[j] * g[j];
        w[j] -= rate * m[j] / (root * std::sqrt(v[j]) + epsilon);
      }
    });
  }
}

}  // namespace p2g
