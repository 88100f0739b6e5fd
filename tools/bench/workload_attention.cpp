// Causal attention of GPT-2's 12 heads of 64, forward and backward, at growing lengths. PyTorch does it
// twice: by plain operations, which hold a table of T × T weights a head, and by its own fused one.
#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <memory>

#include "attention/flash.h"
#include "workload.h"

namespace p2g {
namespace {

constexpr int64_t kHeads = 12, kSize = 64, kChannels = kHeads * kSize;

struct Layer {
  Layer(int64_t length, Random& random)
      : q(input(length, random)),
        k(input(length, random)),
        v(input(length, random)),
        dy(random_normal({1, length, kChannels}, 1, random)) {}

  static Tensor input(int64_t length, Random& random) {
    return Tensor::parameter(random_normal({1, length, kChannels}, 1, random));
  }

  double pass(int64_t repeats) {
    const auto start = std::chrono::steady_clock::now();
    for (int64_t i = 0; i < repeats; ++i) {
      for (Tensor* x : {&q, &k, &v}) x->zero_grad();
      backward(flash_attention(q, k, v, kHeads, kHeads, {.causal = true}), dy);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!std::isfinite(q.grad()[0])) fmt::print(stderr, "bench: the gradient is {}\n", q.grad()[0]);
    return seconds / static_cast<double>(repeats);
  }

  Tensor q, k, v;
  Array dy;
};

}  // namespace

Workload attention_layer(int64_t length) {
  const int64_t repeats = std::max<int64_t>(1, 4096 / length);
  const auto make = [=]() -> Round {
    Random random(1);
    auto layer = std::make_shared<Layer>(length, random);
    return [=] { return layer->pass(repeats); };
  };
  const auto meaning = [=](double seconds, const Limits& limits) {
    // Half of the pairs are seen: two products forward, and five back, since the weights are made again.
    const double pairs = static_cast<double>(length) * static_cast<double>(length + 1) / 2;
    const double gflops = 7 * 2.0 * pairs * kChannels / seconds / 1e9;
    return fmt::format("{:.0f} GFLOP/s, {:.0f} % of the peak", gflops, 100 * gflops / limits.gflops);
  };
  Workload workload{fmt::format("attention-{}", length),
                    fmt::format("12 causal heads of 64, forward and backward at B=1 T={}", length),
                    7,
                    true,
                    make,
                    meaning};
  workload.peer_forms = {"composed", "fused"};
  return workload;
}

}  // namespace p2g
