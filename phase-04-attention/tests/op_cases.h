// One case or more for every operation of the room. Ids and targets are those of
// tools/reference/golden_ops.py.
#pragma once

#include "attention/batched_product.h"
#include "attention/causal_mask.h"
#include "attention/flash.h"
#include "attention/heads.h"
#include "attention/rope.h"
#include "attention/visible.h"
#include "math/random.h"
#include "nn/gradient_check.h"
#include "nn/softmax.h"

namespace p2g {

inline std::vector<GradientCase> attention_cases() {
  Random random(4);
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  const auto dropped = [](const Tensor& qkv) {
    Random same(7);  // the same mask at every evaluation
    return flash_attention(qkv, 2, 0.3, &same);
  };
  return {
      {"split_heads",
       {normal({2, 3, 8})},
       [](const std::vector<Tensor>& in) { return split_heads(in[0], 4); }},
      {"merge_heads",
       {normal({2, 4, 3, 2})},
       [](const std::vector<Tensor>& in) { return merge_heads(in[0]); }},
      {"split_channels",
       {normal({2, 3, 6})},
       [](const std::vector<Tensor>& in) { return split_channels(in[0], 1, 3); }},
      {"batched_matmul",
       {normal({2, 2, 3, 4}), normal({2, 2, 4, 5})},
       [](const std::vector<Tensor>& in) { return batched_matmul(in[0], in[1]); }},
      {"batched_matmul_nt",
       {normal({2, 2, 3, 4}), normal({2, 2, 5, 4})},
       [](const std::vector<Tensor>& in) { return batched_matmul_nt(in[0], in[1]); }},
      {"causal_mask",
       {normal({2, 4, 4})},
       [](const std::vector<Tensor>& in) { return softmax(causal_mask(in[0])); }},
      {"mask_scores",
       {normal({2, 2, 3, 4})},
       [](const std::vector<Tensor>& in) {
         return softmax(mask_scores(in[0], {.causal = true, .window = 2, .key_lengths = {4, 3}}));
       }},
      {"rope", {normal({2, 2, 3, 4})}, [](const std::vector<Tensor>& in) { return rope(in[0], 5); }},
      {"rope",
       {normal({2, 3, 8})},
       [](const std::vector<Tensor>& in) { return rope_channels(in[0], 2, 0, 100, RopePairs::neighbours); }},
      {"flash_attention",
       {normal({2, 5, 12})},
       [](const std::vector<Tensor>& in) { return flash_attention(in[0], 2); }},
      {"flash_attention",
       {normal({1, 70, 6})},
       [](const std::vector<Tensor>& in) { return flash_attention(in[0], 1); }},
      {"flash_attention",
       {normal({2, 5, 12})},
       [=](const std::vector<Tensor>& in) { return dropped(in[0]); }},
      {"flash_attention_apart",
       {normal({2, 3, 12}), normal({2, 5, 6}), normal({2, 5, 6})},
       [](const std::vector<Tensor>& in) {
         return flash_attention(in[0], in[1], in[2], 4, 2, {.key_lengths = {5, 2}});
       }},
      {"flash_attention_apart",
       {normal({2, 3, 8}), normal({2, 68, 4}), normal({2, 68, 4})},
       [](const std::vector<Tensor>& in) {
         Random same(7);
         const Visible visible{.causal = true, .window = 50, .key_lengths = {68, 63}};
         return flash_attention(in[0], in[1], in[2], 2, 1, visible, 0.3, &same);
       }},
      {"flash_attention_apart",
       {normal({1, 70, 2}), normal({1, 75, 2}), normal({1, 75, 2})},
       [](const std::vector<Tensor>& in) {
         return flash_attention(in[0], in[1], in[2], 1, 1, {.causal = true, .window = 3});
       }},
  };
}

}  // namespace p2g
