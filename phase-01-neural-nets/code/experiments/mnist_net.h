// What the experiments on digits share: a recipe, the net that it describes, and an epoch of its learning.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "nn/activation.h"
#include "nn/cross_entropy.h"
#include "nn/dropout.h"
#include "nn/mnist.h"
#include "nn/optimizer.h"

namespace p2g {

struct Recipe {
  std::string key, what;
  std::vector<int64_t> hidden;
  bool adam;
  int64_t batch;
  int epochs;
  double rate;  // falls in a straight line to zero
  double drop_input = 0, drop_hidden = 0;
  int shift = 0;  // pixels up to which an image is moved, each time that it is shown
};

class Net {
 public:
  Net(const Recipe& recipe, Random& random) : recipe_(recipe) {
    int64_t in = kDigitPixels;
    for (const int64_t out : recipe.hidden) {
      layers_.emplace_back(in, out, /*with_bias=*/true, std::sqrt(2 / static_cast<double>(in)), random);
      in = out;
    }
    layers_.emplace_back(in, kDigitClasses, true, std::sqrt(1 / static_cast<double>(in)), random);
  }

  Parameters parameters() const {
    Parameters all;
    for (size_t i = 0; i < layers_.size(); ++i) layers_[i].list(all, fmt::format("layer.{}.", i));
    return all;
  }

  Tensor operator()(const Array& images) const { return run(images, nullptr); }
  Tensor in_training(const Array& images, Random& random) const { return run(images, &random); }

 private:
  Tensor run(const Array& images, Random* random) const {
    const auto dropped = [&](const Tensor& x, double p) {
      return random != nullptr ? dropout(x, p, *random) : x;
    };
    Tensor x = dropped(Tensor::constant(images), recipe_.drop_input);
    for (size_t i = 0; i + 1 < layers_.size(); ++i) x = dropped(relu(layers_[i](x)), recipe_.drop_hidden);
    return layers_.back()(x);
  }

  Recipe recipe_;
  std::vector<Linear> layers_;
};

// What a net answers to all images of a set, asked by thousands.
inline Array answers(const Net& net, const Digits& digits) {
  const NoGrad no_grad;
  constexpr int64_t kBlock = 1000;
  Array logits = Array::uninitialized({digits.count(), kDigitClasses});
  for (int64_t i = 0; i < digits.count(); i += kBlock) {
    const int64_t count = std::min(kBlock, digits.count() - i);
    logits.slice(i, count).copy_from(net(digits.images.slice(i, count)).value());
  }
  return logits;
}

inline double error_percent(const Net& net, const Digits& digits) {
  return 100 * static_cast<double>(count_errors(answers(net, digits), digits.labels)) /
         static_cast<double>(digits.count());
}

template <typename Optimizer>
double learn_epoch(const Recipe& recipe, int epoch, const Net& net, Optimizer& optimizer,
                   const Digits& digits, Random& random) {
  const Parameters parameters = net.parameters();
  const std::vector<int64_t> order = random_order(digits.count(), random);
  const int64_t steps = digits.count() / recipe.batch;
  double total = 0;
  for (int64_t step = 0; step < steps; ++step) {
    const double done = (epoch + static_cast<double>(step) / static_cast<double>(steps)) / recipe.epochs;
    optimizer.learning_rate = recipe.rate * (1 - done);
    Digits batch = pick(digits, std::span(order).subspan(static_cast<size_t>(step * recipe.batch),
                                                         static_cast<size_t>(recipe.batch)));
    if (recipe.shift > 0) batch.images = shifted(batch.images, recipe.shift, random);
    zero_grad(parameters);
    const Tensor loss = cross_entropy(net.in_training(batch.images, random), batch.labels);
    total += static_cast<double>(loss.item());
    backward(loss);
    optimizer.step();
  }
  return total / static_cast<double>(steps);
}

}  // namespace p2g
