// Shared by the tests in float and in double.
#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "math/reduce.h"
#include "math/threads.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "sequence/lstm.h"

namespace p2g {

inline Parameters parameters_of(const Lstm& lstm) {
  Parameters parameters;
  lstm.list(parameters, "");
  return parameters;
}

struct LstmShape {
  LstmForm form;
  int64_t T, B, in, hidden, layers;
  bool masked;
};

// Result, final states and gradients of one run, in one list.
inline std::vector<Array> outcome_of(const LstmShape& s, bool fused) {
  Random random(3);
  const Lstm lstm(s.in, s.hidden, s.layers, random, s.form);
  const Tensor x = Tensor::parameter(random_normal({s.T, s.B, s.in}, 1, random));
  Array mask = Array::full({s.T, s.B}, 1);
  for (int64_t i = 0; i < mask.size(); ++i) mask[i] = random.uniform() < 0.7 ? 1 : 0;
  std::vector<Tensor> starts;
  std::vector<LstmState> state;
  for (int64_t l = 0; l < s.layers; ++l) {
    for (int i = 0; i < 2; ++i)
      starts.push_back(Tensor::parameter(random_normal({s.B, s.hidden}, 1, random)));
    state.push_back({starts[starts.size() - 2], starts.back()});
  }
  const Array* with = s.masked ? &mask : nullptr;
  const Tensor y = fused ? lstm(x, state, with) : run_composed(lstm, x, state, with);
  const auto weighted = [&](const Tensor& t) {
    return sum(t * Tensor::constant(random_normal(t.shape(), 1, random)));
  };
  Tensor loss = weighted(y);
  std::vector<Array> all{y.value()};
  for (const LstmState& last : state) {
    all.push_back(last.h.value()), all.push_back(last.c.value());
    loss = loss + weighted(last.h) + weighted(last.c);
  }
  backward(loss);
  all.push_back(x.grad());
  for (const Tensor& start : starts) all.push_back(start.grad());
  for (const NamedTensor& p : parameters_of(lstm)) all.push_back(p.tensor.grad());
  return all;
}

inline void check_fused_equals_composed(double tolerance) {
  const auto modern = LstmForm::with_forget_gate, first = LstmForm::of_1997;
  for (const LstmShape& s : {LstmShape{modern, 5, 3, 4, 6, 1, false},
                             {modern, 9, 2, 3, 40, 2, true},
                             {modern, 1, 1, 2, 3, 1, false},
                             {modern, 2, 14, 7, 17, 1, true},
                             {modern, 3, 1, 2, 300, 1, false},
                             {first, 6, 13, 4, 33, 2, false},
                             {first, 6, 4, 4, 1, 1, true}}) {
    const std::vector<Array> fused = outcome_of(s, true), composed = outcome_of(s, false);
    ASSERT_EQ(fused.size(), composed.size());
    for (size_t i = 0; i < fused.size(); ++i) {
      const double size = std::max(1.0, std::sqrt(sum_of_squares(composed[i])));
      EXPECT_LE(max_abs_difference(fused[i], composed[i]), tolerance * size)
          << "number " << i << " at T " << s.T << ", B " << s.B << ", H " << s.hidden;
    }
  }
}

// Of w_h, of a run that is large enough for several threads.
inline Array gradient_of_a_long_run(int threads) {
  const int before = thread_count();
  set_thread_count(threads);
  const std::vector<Array> all = outcome_of({LstmForm::with_forget_gate, 6, 32, 16, 128, 1, false}, true);
  set_thread_count(before);
  return all[all.size() - 2];
}

}  // namespace p2g
