#include <algorithm>
#include <atomic>
#include <utility>

#include "math/error.h"
#include "math/reduce.h"
#include "nn/tensor.h"

namespace p2g {
namespace detail {
bool finite_check_active();
}

namespace {

// Every node that the root's gradient flows through, newest first: a node comes before all of its parents.
std::vector<Tensor> reverse_order(const Tensor& root) {
  static std::atomic<uint64_t> walks{0};
  const uint64_t walk = ++walks;
  std::vector<Tensor> order, open{root};
  root.node()->visit = walk;
  while (!open.empty()) {
    Tensor tensor = std::move(open.back());
    open.pop_back();
    if (tensor.node()->consumed)
      fail("backward",
           "the graph above '{}' was already consumed by an earlier backward(): compute the loss again",
           tensor.node()->op->name);
    for (const Tensor& parent : tensor.node()->parents)
      if (parent.requires_grad() && std::exchange(parent.node()->visit, walk) != walk) open.push_back(parent);
    order.push_back(std::move(tensor));
  }
  std::sort(order.begin(), order.end(),
            [](const Tensor& a, const Tensor& b) { return a.node()->number > b.node()->number; });
  return order;
}

void check_finite_gradients(const Node& node) {
  for (size_t i = 0; i < node.parents.size(); ++i)
    if (node.parents[i].has_grad() && !all_finite(node.parents[i].grad()))
      fail("finite check", "the gradient that '{}' sends to its input {} {} is not finite", node.op->name, i,
           node.parents[i].shape().to_string());
}

void run_rule(Node& node) {
  node.rule(node);
  if (detail::finite_check_active()) check_finite_gradients(node);
  // What the rule saved, the way up, and this gradient are not needed again.
  node.rule = nullptr;
  node.parents.clear();
  node.grad = Array();
  node.grad_written = false;
  node.consumed = true;
}

}  // namespace

void backward(const Tensor& output, Array seed) {
  if (!output.requires_grad())
    fail("backward",
         "this result depends on no parameter, or was computed in no-grad mode: there is no gradient");
  check_shape("backward", "seed", seed.shape(), output.shape());
  std::vector<Tensor> order = reverse_order(output);
  output.accumulate(std::move(seed));
  for (Tensor& tensor : order) {
    Node& node = *tensor.node();
    if (node.rule && node.grad_written) run_rule(node);
    tensor = Tensor();
  }
}

void backward(const Tensor& loss) {
  if (loss.shape().size() != 1)
    fail("backward", "the loss is {}, wanted one number: sum or average it first", loss.shape().to_string());
  backward(loss, Array::full(loss.shape(), 1));
}

}  // namespace p2g
