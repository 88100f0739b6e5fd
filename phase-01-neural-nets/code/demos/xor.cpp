// XOR: one layer cannot learn it (Minsky and Papert 1969); two layers and back-propagation can.
#include <fmt/core.h>

#include <functional>
#include <string_view>

#include "math/error.h"
#include "nn/activation.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "nn/softmax.h"

namespace p2g {
namespace {

constexpr std::string_view kUsage =
    "usage: nn_xor\n"
    "Trains one layer and then two on exclusive or, and prints the loss and the truth table of each.\n";

const Ids& truth() {
  static const Ids ids({0, 1, 1, 0});
  return ids;
}

Tensor inputs() { return Tensor::constant(Array::of({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1})); }

void print_truth_table(const Tensor& logits) {
  const Array p = softmax(logits).value();
  int right = 0;
  for (int64_t i = 0; i < 4; ++i) {
    const double one = static_cast<double>(p[2 * i + 1]);
    right += (one > 0.5) == (truth()[i] == 1);
    fmt::print("  {} xor {} = {}   the network says 1 with probability {:.3f}\n", i / 2, i % 2, truth()[i],
               one);
  }
  fmt::print("  {} of 4 right\n\n", right);
}

void train(const Parameters& parameters, const std::function<Tensor(const Tensor&)>& network) {
  Adam adam(parameters, 0.05);
  for (int step = 0; step <= 200; ++step) {
    zero_grad(parameters);
    const Tensor loss = cross_entropy(network(inputs()), truth());
    if (step % 40 == 0) fmt::print("  step {:3}  loss {:.4f} nats\n", step, loss.item());
    backward(loss);
    adam.step();
  }
  print_truth_table(network(inputs()));
}

int run() {
  Random random(1969);
  Parameters parameters;
  const Linear only(2, 2, /*with_bias=*/true, 0.5, random);
  only.list(parameters, "only.");
  fmt::print("one layer: a straight line cannot part the ones from the zeros\n");
  train(parameters, only);

  parameters.clear();
  const Linear hidden(2, 4, true, 1, random), output(4, 2, true, 1, random);
  hidden.list(parameters, "hidden.");
  output.list(parameters, "output.");
  fmt::print("two layers, four hidden units: {} parameters\n", parameter_count(parameters));
  train(parameters, [&](const Tensor& x) { return output(tanh(hidden(x))); });
  return 0;
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::run_main("xor", [&] {
    if (argc == 1) return p2g::run();
    const bool help =
        argc == 2 && (std::string_view(argv[1]) == "--help" || std::string_view(argv[1]) == "-h");
    fmt::print(help ? stdout : stderr, "{}", p2g::kUsage);
    return help ? 0 : 2;
  });
}
