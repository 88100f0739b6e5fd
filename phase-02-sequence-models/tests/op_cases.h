// One case or more for every operation of the room; the first of each is that of
// tools/reference/golden_ops.py.
#pragma once

#include "math/random.h"
#include "nn/gradient_check.h"
#include "sequence/gru.h"
#include "sequence/lstm_fused.h"
#include "sequence/rnn.h"
#include "sequence/time.h"

namespace p2g {

// Inputs: x, w_x, w_h, bias, h, c.
inline Tensor run_fused(const std::vector<Tensor>& in, LstmForm form, const Array* mask) {
  LstmLayer layer;
  layer.w_x = in[1], layer.w_h = in[2], layer.bias = in[3], layer.form = form;
  return lstm_over_time(layer, in[0], {in[4], in[5]}, mask);
}

inline GradientCase lstm_case(LstmForm form, int64_t T, int64_t B, int64_t in, int64_t H, bool masked,
                              Random& random) {
  const int64_t wide = (form == LstmForm::of_1997 ? 3 : 4) * H;
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  Array mask = Array::full({T, B}, 1);
  for (int64_t i = 0; i < mask.size(); ++i) mask[i] = random.uniform() < 0.6 ? 1 : 0;
  return {
      "lstm_over_time",
      {normal({T, B, in}), normal({in, wide}), normal({H, wide}), normal({wide}), normal({B, H}),
       normal({B, H})},
      [=](const std::vector<Tensor>& inputs) { return run_fused(inputs, form, masked ? &mask : nullptr); }};
}

inline std::vector<GradientCase> sequence_cases() {
  Random random(1);
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  const auto modern = LstmForm::with_forget_gate, first = LstmForm::of_1997;
  return {
      {"times", {normal({4, 3, 2})}, [](const std::vector<Tensor>& in) { return times(in[0], 1, 2); }},
      {"times",
       {normal({4, 3, 2})},
       [](const std::vector<Tensor>& in) {
         return stack({at_time(in[0], 3), at_time(in[0], 1)});
       }},
      {"stack",
       {normal({3, 2}), normal({3, 2}), normal({3, 2})},
       [](const std::vector<Tensor>& in) { return stack(in); }},
      {"columns", {normal({3, 2, 7})}, [](const std::vector<Tensor>& in) { return columns(in[0], 2, 3); }},
      {"carry",
       {normal({3, 4}), normal({3, 4})},
       [](const std::vector<Tensor>& in) {
         return carry(in[0], in[1], Array::of({3}, {1, 0, 1}));
       }},
      lstm_case(modern, 5, 3, 4, 6, false, random),
      lstm_case(modern, 2, 3, 4, 6, true, random),
      lstm_case(modern, 4, 2, 3, 5, true, random),
      lstm_case(first, 1, 1, 3, 1, false, random),
      lstm_case(first, 4, 2, 3, 5, true, random),
      lstm_case(first, 3, 13, 2, 3, false, random)};
}

}  // namespace p2g
