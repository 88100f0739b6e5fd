// One training step: forward, backward, clip, update.
#pragma once

#include <span>

#include "training/adamw.h"
#include "training/dataset.h"
#include "transformer/gpt.h"

namespace p2g {

struct StepReport {
  double loss;           // mean over the micro-batches, in nats a token, before the update
  double gradient_norm;  // before clipping
};

class Learner {
 public:
  // The model must outlive it.
  Learner(Gpt& model, const AdamWSettings& settings, double clip, Random dropout_random);

  // Gradients of the micro-batches are averaged. Throws, naming operation and tensor, if a loss or a gradient
  // is not finite; the weights, and everything a checkpoint holds, are then as before the step.
  StepReport step(std::span<const Batch> micro_batches, double learning_rate);

  Gpt& model() { return model_; }
  AdamW& optimizer() { return optimizer_; }
  const Random& dropout_random() const { return dropout_random_; }
  void restore_dropout(const Random& random) { dropout_random_ = random; }

 private:
  double accumulate(std::span<const Batch> micro_batches);
  [[noreturn]] void explain(std::span<const Batch> micro_batches, double loss, double norm,
                            const Random& before);

  Gpt& model_;
  AdamW optimizer_;
  double clip_;
  Random dropout_random_;
};

// Mean loss over batches, without dropout and without a graph. Throws, naming the operation, if it is not
// finite.
double evaluate(const Gpt& model, std::span<const Batch> batches);

}  // namespace p2g
