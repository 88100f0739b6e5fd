// One case or more for every operation of the room. Ids and targets are those of
// tools/reference/golden_ops.py.
#pragma once

#include "math/random.h"
#include "nn/gradient_check.h"
#include "transformer/gelu.h"
#include "transformer/gpt.h"
#include "transformer/head_loss.h"
#include "transformer/label_smoothing.h"
#include "transformer/layer_norm.h"
#include "transformer/position.h"
#include "transformer/rms_norm.h"
#include "transformer/swiglu.h"

namespace p2g {

inline std::vector<GradientCase> transformer_cases() {
  Random random(5);
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  const Ids targets({2, 3}, {0, 4, -1, 2, 2, 1});
  return {
      {"layer_norm",
       {normal({2, 3, 8}), normal({8}), normal({8})},
       [](const std::vector<Tensor>& in) { return layer_norm(in[0], in[1], in[2], 1e-5); }},
      {"layer_norm",  // more columns than lanes and than a piece, and not a multiple
       {normal({3, 70}), normal({70}), normal({70})},
       [](const std::vector<Tensor>& in) { return layer_norm(in[0], in[1], in[2], 1e-5); }},
      {"gelu", {normal({4, 5})}, [](const std::vector<Tensor>& in) { return gelu(in[0]); }},
      {"bias_gelu",
       {normal({2, 3, 5}), normal({5})},
       [](const std::vector<Tensor>& in) { return bias_gelu(in[0], in[1]); }},
      {"rms_norm",
       {normal({2, 3, 8}), normal({8})},
       [](const std::vector<Tensor>& in) { return rms_norm(in[0], in[1], 1e-6); }},
      {"rms_norm",  // more columns than lanes and than a piece, and not a multiple
       {normal({3, 70}), normal({70})},
       [](const std::vector<Tensor>& in) { return rms_norm(in[0], in[1], 1e-6); }},
      {"swiglu",
       {normal({2, 3, 5}), normal({2, 3, 5})},
       [](const std::vector<Tensor>& in) { return swiglu(in[0], in[1]); }},
      {"add_positions",
       {normal({2, 3, 4}), normal({6, 4})},
       [](const std::vector<Tensor>& in) { return add_positions(in[0], in[1]); }},
      {"head_cross_entropy",
       {normal({2, 3, 4}), normal({5, 4})},
       [=](const std::vector<Tensor>& in) { return head_cross_entropy(in[0], in[1], targets); }},
      {"smoothed_cross_entropy",
       {normal({2, 3, 5})},
       [=](const std::vector<Tensor>& in) { return smoothed_cross_entropy(in[0], targets, 0.1); }},
  };
}

}  // namespace p2g
