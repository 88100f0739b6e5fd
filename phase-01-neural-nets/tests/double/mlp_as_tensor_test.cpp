// The network written by hand and the same one on Tensor: outputs, errors and gradients are equal to the last
// digits of a double, and stay so through training.
#include <gtest/gtest.h>

#include <cmath>

#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/mlp.h"
#include "nn/product.h"

namespace p2g {
namespace {

Array array_of(const Shape& shape, const Numbers& numbers) {
  Array array = Array::uninitialized(shape);
  for (int64_t i = 0; i < array.size(); ++i) array[i] = numbers[static_cast<size_t>(i)];
  return array;
}

struct OnTensors {
  std::vector<Tensor> weights, biases;

  explicit OnTensors(const Net& net) {
    for (const Layer& layer : net.layers) {
      const auto in = static_cast<int64_t>(layer.in), out = static_cast<int64_t>(layer.out);
      weights.push_back(Tensor::parameter(array_of({in, out}, layer.weight)));
      biases.push_back(Tensor::parameter(array_of({out}, layer.bias)));
    }
  }

  Tensor forward(Tensor x, Squash f) const {
    for (size_t l = 0; l < weights.size(); ++l) {
      x = linear(x, weights[l], biases[l]);
      x = f == Squash::tanh ? tanh(x) : sigmoid(x);
    }
    return x;
  }

  // ½ Σ (y − target)² of all cases, and its gradients.
  double sweep(const std::vector<Case>& cases, Squash f) {
    const auto rows = static_cast<int64_t>(cases.size());
    Numbers inputs, targets;
    for (const Case& one : cases) {
      inputs.insert(inputs.end(), one.input.begin(), one.input.end());
      targets.insert(targets.end(), one.target.begin(), one.target.end());
    }
    const auto width = static_cast<int64_t>(cases[0].input.size()),
               out = static_cast<int64_t>(cases[0].target.size());
    const Tensor y = forward(Tensor::constant(array_of({rows, width}, inputs)), f);
    const Tensor off = y - Tensor::constant(array_of({rows, out}, targets));
    const Tensor error = scale(sum(off * off), 0.5);
    backward(error);
    return error.item();
  }
};

void expect_equal(const Array& tensor, const Numbers& by_hand, const char* what) {
  ASSERT_EQ(static_cast<size_t>(tensor.size()), by_hand.size());
  for (size_t i = 0; i < by_hand.size(); ++i)
    EXPECT_NEAR(tensor[static_cast<int64_t>(i)], by_hand[i], 1e-13 * std::max(1.0, std::abs(by_hand[i])))
        << what << ' ' << i;
}

TEST(MlpAsTensor, GradientsOf221AreEqualToTheDigit) {
  Random random(1986);
  Net net = make_net({2, 2, 1}, Squash::logistic, -1, 1, random);
  OnTensors same(net);
  const std::vector<Case> cases = cases_of(parity(2), 2);
  EXPECT_NEAR(sweep(net, cases), same.sweep(cases, net.f), 1e-15);
  for (size_t l = 0; l < net.layers.size(); ++l) {
    expect_equal(same.weights[l].grad(), net.layers[l].d_weight, "weight");
    expect_equal(same.biases[l].grad(), net.layers[l].d_bias, "bias");
  }
}

TEST(MlpAsTensor, ThreeLayersStayEqualThrough100Steps) {
  for (const Squash f : {Squash::logistic, Squash::tanh}) {
    Random random(11);
    Net net = make_net({6, 5, 4, 1}, f, -0.5, 0.5, random);
    OnTensors same(net);
    const std::vector<Case> cases = cases_of(symmetry(6), 6);
    for (int i = 0; i < 100; ++i) {
      const double by_hand = sweep(net, cases), on_tensors = same.sweep(cases, f);
      ASSERT_NEAR(by_hand, on_tensors, 1e-10) << "step " << i;
      step(net, 0.01, 0);
      for (auto* tensors : {&same.weights, &same.biases})
        for (Tensor& t : *tensors) {
          for (int64_t j = 0; j < t.value().size(); ++j) t.mutable_value()[j] -= 0.01 * t.grad()[j];
          t.zero_grad();
        }
    }
  }
}

}  // namespace
}  // namespace p2g
