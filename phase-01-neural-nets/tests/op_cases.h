// One case or more for every operation of the room. Ids and targets are those of
// tools/reference/golden_ops.py.
#pragma once

#include "math/random.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/dropout.h"
#include "nn/embedding.h"
#include "nn/gradient_check.h"
#include "nn/product.h"
#include "nn/softmax.h"

namespace p2g {

inline std::vector<GradientCase> nn_cases() {
  Random random(1);
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  const Ids ids({2, 3}, {1, 0, 3, 1, 1, 2}), targets({2, 3}, {0, 4, kIgnored, 2, 2, 1});
  return {
      {"add", {normal({2, 3}), normal({2, 3})}, [](const std::vector<Tensor>& in) { return in[0] + in[1]; }},
      {"subtract",
       {normal({2, 3}), normal({2, 3})},
       [](const std::vector<Tensor>& in) { return in[0] - in[1]; }},
      {"multiply",
       {normal({2, 3}), normal({2, 3})},
       [](const std::vector<Tensor>& in) { return in[0] * in[1]; }},
      {"multiply", {normal({2, 3})}, [](const std::vector<Tensor>& in) { return in[0] * in[0]; }},
      {"scale", {normal({4})}, [](const std::vector<Tensor>& in) { return scale(in[0], -2.5); }},
      {"add_bias",
       {normal({2, 3, 4}), normal({4})},
       [](const std::vector<Tensor>& in) { return add_bias(in[0], in[1]); }},
      {"matmul",
       {normal({2, 3, 4}), normal({4, 5})},
       [](const std::vector<Tensor>& in) { return matmul(in[0], in[1]); }},
      {"matmul_nt",
       {normal({2, 3, 4}), normal({5, 4})},
       [](const std::vector<Tensor>& in) { return matmul_nt(in[0], in[1]); }},
      {"linear",
       {normal({2, 3, 4}), normal({4, 5}), normal({5})},
       [](const std::vector<Tensor>& in) { return linear(in[0], in[1], in[2]); }},
      {"tanh", {normal({2, 3})}, [](const std::vector<Tensor>& in) { return tanh(in[0]); }},
      {"sigmoid", {normal({2, 3})}, [](const std::vector<Tensor>& in) { return sigmoid(in[0]); }},
      {"exp", {normal({2, 3})}, [](const std::vector<Tensor>& in) { return exp(in[0]); }},
      {"log",
       {random_uniform({2, 3}, 0.5, 3, random)},
       [](const std::vector<Tensor>& in) { return log(in[0]); }},
      {"relu", {normal({5, 3})}, [](const std::vector<Tensor>& in) { return relu(in[0]); }},
      {"sum", {normal({2, 3})}, [](const std::vector<Tensor>& in) { return sum(in[0]); }},
      {"mean", {normal({2, 3})}, [](const std::vector<Tensor>& in) { return mean(in[0]); }},
      {"reshape",
       {normal({2, 6})},
       [](const std::vector<Tensor>& in) {
         return reshape(in[0], {3, 4});
       }},
      {"softmax", {normal({3, 5})}, [](const std::vector<Tensor>& in) { return softmax(in[0]); }},
      {"log_softmax", {normal({3, 5})}, [](const std::vector<Tensor>& in) { return log_softmax(in[0]); }},
      {"embedding", {normal({4, 5})}, [=](const std::vector<Tensor>& in) { return embedding(ids, in[0]); }},
      {"cross_entropy",
       {normal({2, 3, 5})},
       [=](const std::vector<Tensor>& in) { return cross_entropy(in[0], targets); }},
      {"dropout",
       {normal({6, 5})},
       [](const std::vector<Tensor>& in) {
         Random same(3);  // the same mask at every evaluation
         return dropout(in[0], 0.4, same);
       }},
  };
}

}  // namespace p2g
