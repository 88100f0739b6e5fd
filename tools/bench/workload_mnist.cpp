// The first net of the course at the size of its data: overhead counts, since its products are small.
#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <memory>

#include "nn/activation.h"
#include "nn/cross_entropy.h"
#include "nn/mnist.h"
#include "nn/optimizer.h"
#include "workload.h"

namespace p2g {
namespace {

constexpr int64_t kImages = 60000, kBatch = 32, kHidden = 300;

// What is in the images does not change the time: they are drawn at random.
struct Classifier {
  explicit Classifier(Random& random)
      : hidden(kDigitPixels, kHidden, /*with_bias=*/true, std::sqrt(2.0 / kDigitPixels), random),
        output(kHidden, kDigitClasses, true, std::sqrt(1.0 / kHidden), random) {
    hidden.list(parameters, "hidden.");
    output.list(parameters, "output.");
    digits.images = random_uniform({kImages, kDigitPixels}, 0, 1, random);
    digits.labels = Ids::filled({kImages}, 0);
    for (int64_t i = 0; i < kImages; ++i)
      digits.labels[i] = static_cast<int32_t>(random.below(kDigitClasses));
  }

  double epoch(Sgd& sgd) const {
    const auto start = std::chrono::steady_clock::now();
    double total = 0;
    for (int64_t first = 0; first < kImages; first += kBatch) {
      const Digits batch = slice(digits, first, kBatch);
      zero_grad(parameters);
      const Tensor loss = cross_entropy(output(relu(hidden(Tensor::constant(batch.images)))), batch.labels);
      backward(loss);
      sgd.step();
      total += static_cast<double>(loss.item());
    }
    if (!std::isfinite(total)) fmt::print(stderr, "bench: the loss is {}\n", total);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  Linear hidden, output;
  Parameters parameters;
  Digits digits;
};

}  // namespace

Workload mnist_epoch() {
  const auto make = []() -> Round {
    Random random(1);
    auto net = std::make_shared<Classifier>(random);
    auto sgd = std::make_shared<Sgd>(net->parameters, 0.1);
    return [net, sgd] { return net->epoch(*sgd); };
  };
  const auto meaning = [](double seconds, const Limits& limits) {
    // Forward, and back to the weights; back to the input only above the first layer.
    const double flop = kImages * (4.0 * kDigitPixels * kHidden + 6.0 * kHidden * kDigitClasses);
    const double gflops = flop / seconds / 1e9;
    return fmt::format("{:.0f} µs a step, {:.0f} GFLOP/s, {:.0f} % of the peak",
                       seconds * 1e6 * kBatch / kImages, gflops, 100 * gflops / limits.gflops);
  };
  return {"mnist", "784-300-10, an epoch of 60,000 images in steps of 32 by SGD", 7, true, make, meaning};
}

}  // namespace p2g
