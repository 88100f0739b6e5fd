#include "training/adamw.h"

#include <algorithm>
#include <cmath>

#include "math/reduce.h"
#include "math/threads.h"

namespace p2g {
namespace {

constexpr int64_t kPiece = 65536;

struct Factors {
  Real beta1, beta2, epsilon, scale;
  Real keep, rate, root;  // 1 − lr·decay, lr/(1−β1ᵗ), 1/√(1−β2ᵗ)
};

// The factors come by value and nothing overlaps: else the compiler would not use vectors.
void update(const Factors f, int64_t n, const Real* __restrict gradient, Real* __restrict m,
            Real* __restrict v, Real* __restrict w) {
  const Real rest1 = 1 - f.beta1, rest2 = 1 - f.beta2;
  for (int64_t i = 0; i < n; ++i) {
    const Real g = gradient[i] * f.scale;
    m[i] = f.beta1 * m[i] + rest1 * g;
    v[i] = f.beta2 * v[i] + rest2 * g * g;
    w[i] = f.keep * w[i] - f.rate * m[i] / (std::sqrt(v[i]) * f.root + f.epsilon);
  }
}

}  // namespace

AdamW::AdamW(Parameters parameters, const AdamWSettings& settings)
    : parameters_(std::move(parameters)), settings_(settings) {
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const Shape& shape = parameters_[i].tensor.shape();
    m_.push_back(Array::zeros(shape));
    v_.push_back(Array::zeros(shape));
    for (int64_t first = 0; first < shape.size(); first += kPiece)
      pieces_.push_back({i, first, std::min(kPiece, shape.size() - first)});
  }
}

void AdamW::step(double learning_rate, double gradient_scale) {
  ++steps_;
  const double t = static_cast<double>(steps_);
  Factors decayed{static_cast<Real>(settings_.beta1),
                  static_cast<Real>(settings_.beta2),
                  static_cast<Real>(settings_.epsilon),
                  static_cast<Real>(gradient_scale),
                  static_cast<Real>(1 - learning_rate * settings_.weight_decay),
                  static_cast<Real>(learning_rate / (1 - std::pow(settings_.beta1, t))),
                  static_cast<Real>(1 / std::sqrt(1 - std::pow(settings_.beta2, t)))};
  Factors plain = decayed;
  plain.keep = 1;
  parallel_for(static_cast<int64_t>(pieces_.size()), 1, [&](int64_t begin, int64_t end) {
    for (int64_t p = begin; p < end; ++p) {
      const auto [i, first, count] = pieces_[static_cast<size_t>(p)];
      Tensor& tensor = parameters_[i].tensor;
      if (!tensor.has_grad()) continue;
      const bool decays = settings_.decay_all || tensor.shape().rank() >= 2;
      update(decays ? decayed : plain, count, tensor.grad().data() + first, m_[i].data() + first,
             v_[i].data() + first, tensor.mutable_value().data() + first);
    }
  });
}

double gradient_norm(const Parameters& parameters) {
  double total = 0;
  for (const NamedTensor& p : parameters)
    if (p.tensor.has_grad()) total += sum_of_squares(p.tensor.grad());
  return std::sqrt(total);
}

double clip_scale(double norm, double clip) { return clip > 0 && norm > clip ? clip / (norm + 1e-6) : 1; }

}  // namespace p2g
