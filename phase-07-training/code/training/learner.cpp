#include "training/learner.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "math/reduce.h"

namespace p2g {
namespace {

double unsigned_nan(double x) { return std::isnan(x) ? std::abs(x) : x; }  // "nan", never "-nan"

double largest(const Array& a) {
  double most = 0;
  for (int64_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(static_cast<double>(a[i])));
  return most;
}

// The first parameter of which values, or gradients, are not finite; else the one with the largest number.
std::string suspect(const Parameters& parameters) {
  std::string name;
  double most = 0;
  for (const NamedTensor& p : parameters) {
    if (!all_finite(p.tensor.value())) return p.name + " holds numbers that are not finite";
    if (p.tensor.has_grad() && !all_finite(p.tensor.grad())) return "the gradient of " + p.name + " is not";
    if (const double here = largest(p.tensor.value()); here > most) most = here, name = p.name;
  }
  return fmt::format("the weights are finite, the largest is {:.3g} in {}", most, name);
}

}  // namespace

Learner::Learner(Gpt& model, const AdamWSettings& settings, double clip, Random dropout_random)
    : model_(model), optimizer_(model.parameters(), settings), clip_(clip), dropout_random_(dropout_random) {}

double Learner::accumulate(std::span<const Batch> micro_batches) {
  zero_grad(optimizer_.parameters());
  Random* dropout = model_.config.dropout > 0 ? &dropout_random_ : nullptr;
  const double share = 1 / static_cast<double>(micro_batches.size());
  double total = 0;
  for (const Batch& batch : micro_batches) {
    const Tensor loss = model_.loss(batch.inputs, batch.targets, dropout);
    total += share * static_cast<double>(loss.item());
    if (!std::isfinite(total)) break;
    backward(loss, Array::full({}, static_cast<Real>(share)));
  }
  return total;
}

StepReport Learner::step(std::span<const Batch> micro_batches, double learning_rate) {
  const Random before = dropout_random_;
  const double loss = accumulate(micro_batches);
  const double norm = std::isfinite(loss) ? gradient_norm(optimizer_.parameters()) : loss;
  if (!std::isfinite(loss) || !std::isfinite(norm)) explain(micro_batches, loss, norm, before);
  optimizer_.step(learning_rate, clip_scale(norm, clip_));
  return {loss, norm};
}

// The same step again, with every value and gradient looked at as it is made.
void Learner::explain(std::span<const Batch> micro_batches, double loss, double norm, const Random& before) {
  const std::string tensor = suspect(optimizer_.parameters());
  std::string operation = "every value and gradient is finite, but not their sum of squares";
  dropout_random_ = before;
  try {
    const FiniteCheck check;
    accumulate(micro_batches);
  } catch (const Error& error) {
    operation = error.what();
  }
  dropout_random_ = before;
  zero_grad(optimizer_.parameters());
  fail("training", "the loss is {}, the norm of its gradient {}: {}; {}", unsigned_nan(loss),
       unsigned_nan(norm), operation, tensor);
}

double evaluate(const Gpt& model, std::span<const Batch> batches) {
  const NoGrad guard;
  double total = 0, rows = 0;
  for (const Batch& batch : batches) {
    const auto weight = static_cast<double>(batch.inputs.shape()[0]);
    total += weight * static_cast<double>(model.loss(batch.inputs, batch.targets).item());
    rows += weight;
  }
  if (std::isfinite(total)) return total / rows;
  const FiniteCheck check;  // names the operation
  for (const Batch& batch : batches) model.loss(batch.inputs, batch.targets);
  fail("training", "the validation loss is {}: {}", unsigned_nan(total), suspect(model.parameters()));
}

}  // namespace p2g
