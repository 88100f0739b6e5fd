#include "math/elementwise.h"
#include "nn/optimizer.h"

namespace p2g {

void Sgd::step() {
  const auto lr = static_cast<Real>(learning_rate), mu = static_cast<Real>(momentum_),
             decay = static_cast<Real>(weight_decay_);
  for (size_t i = 0; i < parameters_.size(); ++i) {
    Tensor& parameter = parameters_[i].tensor;
    if (!parameter.has_grad()) continue;
    Real *w = parameter.mutable_value().data(), *v = velocity_[i].data();
    const Real* g = parameter.grad().data();
    parallel_for(velocity_[i].size(), kElementGrain, [=](int64_t first, int64_t last) {
      for (int64_t j = first; j < last; ++j) {
        v[j] = mu * v[j] + g[j] + decay * w[j];
        w[j] -= lr * v[j];
      }
    });
  }
}

}  // namespace p2g
