// One case or more for every operation of recurrent attention, as in tools/reference/golden_ops.py.
#pragma once

#include "attention/alignment_scores.h"
#include "attention/beside.h"
#include "attention/local_window.h"
#include "attention/masked_softmax.h"
#include "attention/pair_sums.h"
#include "math/random.h"
#include "nn/gradient_check.h"

namespace p2g {

inline Array open_places() { return Array::of({2, 4}, {1, 0, 1, 1, 1, 1, 0, 0}); }

inline std::vector<GradientCase> alignment_cases() {
  Random random(5);
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  using Inputs = std::vector<Tensor>;
  return {
      {"pair_sums",
       {normal({2, 3, 4}), normal({2, 5, 4})},
       [](const Inputs& in) { return pair_sums(in[0], in[1]); }},
      {"beside",
       {normal({2, 3, 4}), normal({2, 3, 2})},
       [](const Inputs& in) { return beside(in[0], in[1]); }},
      {"masked_softmax",
       {normal({2, 4})},
       [](const Inputs& in) { return masked_softmax(in[0], open_places()); }},
      {"gaussian_window", {normal({2, 3})}, [](const Inputs& in) { return gaussian_window(in[0], 5, 2); }},
  };
}

// Scores and centres are made of operations, one of which names each case; their gradients are checked too.
inline std::vector<GradientCase> score_cases() {
  Random random(6);
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  using Inputs = std::vector<Tensor>;
  const Array q = normal({2, 3, 4}), h = normal({2, 5, 4}), v = normal({3, 1});
  return {
      {"pair_sums",
       {q, normal({2, 5, 3}), normal({4, 3}), v},
       [](const Inputs& in) { return additive_scores(in[0], in[1], in[2], in[3]); }},
      {"batched_matmul_nt", {q, h}, [](const Inputs& in) { return dot_scores(in[0], in[1]); }},
      {"batched_matmul_nt",
       {q, h, normal({4, 4})},
       [](const Inputs& in) { return general_scores(in[0], in[1], in[2]); }},
      {"pair_sums",
       {q, h, normal({8, 3}), v},
       [](const Inputs& in) { return concat_scores(in[0], in[1], in[2], in[3]); }},
      {"columns", {q, normal({4, 6})}, [](const Inputs& in) { return location_scores(in[0], in[1], 5); }},
      {"sigmoid",
       {q, normal({4, 3}), v},
       [](const Inputs& in) { return predicted_centres(in[0], in[1], in[2], open_places()); }},
  };
}

}  // namespace p2g
