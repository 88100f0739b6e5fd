// One LSTM layer over time, forward and backward: 64 small products in a row, each waiting for the last.
#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <memory>

#include "sequence/lstm.h"
#include "workload.h"

namespace p2g {
namespace {

constexpr int64_t kSteps = 64, kBatch = 32, kUnits = 256, kRepeats = 10;

struct Layer {
  explicit Layer(Random& random)
      : lstm(kUnits, kUnits, 1, random),
        x(Tensor::parameter(random_normal({kSteps, kBatch, kUnits}, 1, random))),
        dy(random_normal({kSteps, kBatch, kUnits}, 1, random)) {
    lstm.list(parameters, "");
  }

  double pass() {
    const auto start = std::chrono::steady_clock::now();
    for (int64_t i = 0; i < kRepeats; ++i) {
      zero_grad(parameters);
      x.zero_grad();
      std::vector<LstmState> state;
      backward(lstm(x, state), dy);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const Real last = parameters[0].tensor.grad()[0];
    if (!std::isfinite(last)) fmt::print(stderr, "bench: the gradient is {}\n", last);
    return seconds / kRepeats;
  }

  Lstm lstm;
  Tensor x;
  Array dy;
  Parameters parameters;
};

}  // namespace

Workload lstm_layer() {
  const auto make = []() -> Round {
    Random random(1);
    auto layer = std::make_shared<Layer>(random);
    return [layer] { return layer->pass(); };
  };
  const auto meaning = [](double seconds, const Limits& limits) {
    // Two products forward, and for each two backward.
    const double flop = 6.0 * kSteps * kBatch * 4 * kUnits * (kUnits + kUnits);
    const double gflops = flop / seconds / 1e9;
    return fmt::format("{:.0f} GFLOP/s, {:.0f} % of the peak", gflops, 100 * gflops / limits.gflops);
  };
  return {"lstm", "an LSTM of 1 × 256, forward and backward at B=32 T=64", 15, true, make, meaning};
}

}  // namespace p2g
