#include "nn/tensor.h"

#include <atomic>
#include <utility>

#include "math/elementwise.h"
#include "math/error.h"
#include "math/reduce.h"

namespace p2g {
namespace {

thread_local bool no_grad = false;
thread_local bool finite_check = false;

std::shared_ptr<Node> new_node(Array value) {
  static std::atomic<uint64_t> count{0};
  auto node = std::make_shared<Node>();
  node->value = std::move(value);
  node->number = ++count;
  return node;
}

void check_finite(const Node& node) {
  if (!all_finite(node.value))
    fail("finite check", "the value of '{}' {} is not finite", node.op->name, node.value.shape().to_string());
}

}  // namespace

Tensor Tensor::constant(Array value) { return Tensor(new_node(std::move(value))); }

Tensor Tensor::parameter(Array value) {
  Tensor tensor(new_node(std::move(value)));
  tensor.node_->requires_grad = true;
  return tensor;
}

const Array& Tensor::value() const {
  if (!node_) fail("tensor", "an empty tensor has no value");
  return node_->value;
}

const Shape& Tensor::shape() const { return value().shape(); }
Array& Tensor::mutable_value() { return const_cast<Array&>(value()); }
Real Tensor::item() const { return value().item(); }
bool Tensor::requires_grad() const { return node_ && node_->requires_grad; }
bool Tensor::has_grad() const { return node_ && node_->grad_written; }

const Array& Tensor::grad() const {
  if (!has_grad())
    fail("tensor", "no gradient here: was backward() called, and does this tensor require one?");
  return node_->grad;
}

void Tensor::zero_grad() { node_->grad_written = false; }

void Tensor::accumulate(Array gradient) const {
  if (!requires_grad()) return;
  check_shape("accumulate", "gradient", gradient.shape(), shape());
  Node& node = *node_;
  if (!node.grad_written) {
    node.grad = std::move(gradient);
    node.grad_written = true;
  } else if (node.grad.unique()) {
    update(node.grad, gradient, [](Real sum, Real g) { return sum + g; });
  } else {
    node.grad = map(node.grad, gradient, [](Real sum, Real g) { return sum + g; });
  }
}

GradientSink Tensor::gradient_sink() const {
  if (!requires_grad()) fail("gradient_sink", "this tensor needs no gradient: ask requires_grad() first");
  Node& node = *node_;
  const bool add = node.grad_written;
  if (!node.grad.defined()) {
    node.grad = Array::uninitialized(shape());
  } else if (!node.grad.unique()) {
    node.grad = add ? node.grad.clone() : Array::uninitialized(shape());
  }
  node.grad_written = true;
  return {node.grad.data(), add};
}

Node::~Node() {
  std::vector<Tensor> doomed = std::move(parents);
  while (!doomed.empty()) {
    const Tensor last = std::move(doomed.back());
    doomed.pop_back();
    if (!last.node_ || last.node_.use_count() != 1) continue;
    for (Tensor& parent : last.node_->parents) doomed.push_back(std::move(parent));
    last.node_->parents.clear();
  }
}

Tensor make_node(const Op& op, Array value, std::vector<Tensor> parents, BackwardRule rule) {
  Tensor tensor(new_node(std::move(value)));
  Node& node = *tensor.node_;
  node.op = &op;
  if (finite_check) check_finite(node);
  if (no_grad) return tensor;
  for (const Tensor& parent : parents) node.requires_grad |= parent.requires_grad();
  if (!node.requires_grad) return tensor;
  node.parents = std::move(parents);
  node.rule = std::move(rule);
  return tensor;
}

NoGrad::NoGrad() : before_(no_grad) { no_grad = true; }
NoGrad::~NoGrad() { no_grad = before_; }
bool NoGrad::active() { return no_grad; }

FiniteCheck::FiniteCheck() : before_(finite_check) { finite_check = true; }
FiniteCheck::~FiniteCheck() { finite_check = before_; }

namespace detail {
bool finite_check_active() { return finite_check; }
}  // namespace detail

}  // namespace p2g
