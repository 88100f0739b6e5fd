// Tensor = array + graph node: reverse-mode automatic differentiation (Linnainmaa 1970; Rumelhart, Hinton and
// Williams 1986).
//
// An operation computes its value and, through make_node, remembers its parents and the rule that sends its
// gradient back to them. backward() runs the rules from the loss to the leaves, newest node first, in a loop.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "math/array.h"
#include "nn/op.h"

namespace p2g {

struct Node;

// Where a backward rule may write a parent's gradient: overwrite it if `add` is false, else add to it.
struct GradientSink {
  Real* data;
  bool add;
};

class Tensor {
 public:
  Tensor() = default;                    // holds nothing: defined() is false
  static Tensor constant(Array value);   // no gradient
  static Tensor parameter(Array value);  // a leaf that collects a gradient

  bool defined() const { return node_ != nullptr; }
  const Shape& shape() const;
  const Array& value() const;
  Array& mutable_value();  // for optimizers and loaders only
  Real item() const;       // of a one-element tensor

  bool requires_grad() const;
  bool has_grad() const;
  const Array& grad() const;  // throws if nothing has been written to it
  void zero_grad();           // the next gradient overwrites; the memory is kept

  // For backward rules. accumulate() takes an array that may be shared with others; a tensor that needs no
  // gradient ignores it. gradient_sink() is for kernels that write in place, and only where requires_grad().
  void accumulate(Array gradient) const;
  GradientSink gradient_sink() const;

  Node* node() const { return node_.get(); }

 private:
  friend struct Node;
  friend Tensor make_node(const Op&, Array, std::vector<Tensor>, std::function<void(Node&)>);
  friend void backward(const Tensor&, Array);
  explicit Tensor(std::shared_ptr<Node> node) : node_(std::move(node)) {}
  std::shared_ptr<Node> node_;
};

// node.grad is complete; the rule adds to node.parents. It may capture arrays, never tensors.
using BackwardRule = std::function<void(Node& node)>;

struct Node {
  const Op* op = nullptr;  // null for a leaf
  Array value;
  Array grad;
  bool requires_grad = false;
  bool grad_written = false;
  bool consumed = false;  // its rule has run
  uint64_t number = 0;    // in order of creation: parents come before children
  uint64_t visit = 0;     // the last walk that came here
  std::vector<Tensor> parents;
  BackwardRule rule;

  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node();  // takes the graph above it down in a loop, not by recursion
};

// The one door for new operations, open to every later phase. In no-grad mode, or if no parent needs a
// gradient, the result is a constant and nothing is remembered.
Tensor make_node(const Op& op, Array value, std::vector<Tensor> parents, BackwardRule rule);

// Adds d loss / d leaf to every leaf. The graph is consumed: rules, saved values and inner gradients are
// freed as the walk passes them. Throws if the loss is not one number (use the second form, whose seed has
// the tensor's shape), or if the graph was consumed before.
void backward(const Tensor& loss);
void backward(const Tensor& output, Array seed);

// While one lives, this thread's operations remember nothing.
class NoGrad {
 public:
  NoGrad();
  ~NoGrad();
  NoGrad(const NoGrad&) = delete;
  NoGrad& operator=(const NoGrad&) = delete;
  static bool active();

 private:
  bool before_;
};

// While one lives, every value and gradient is checked as it is made; the first that is not finite throws,
// naming the operation and the shape.
class FiniteCheck {
 public:
  FiniteCheck();
  ~FiniteCheck();
  FiniteCheck(const FiniteCheck&) = delete;
  FiniteCheck& operator=(const FiniteCheck&) = delete;

 private:
  bool before_;
};

}  // namespace p2g
