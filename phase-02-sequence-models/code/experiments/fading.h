// How the gradient of the last step fades on its way back: its size at an input d steps earlier, of networks
// as they begin.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>

#include "experiment/experiment.h"
#include "experiments/seeds.h"
#include "math/reduce.h"
#include "sequence/lstm.h"
#include "sequence/rnn.h"

namespace p2g {

inline constexpr int64_t kFadingSteps = 101, kFadingUnits = 64;

// ‖∂(r·h_T)/∂x_{T−d}‖ over that of d = 0, for d = 0 … 100; r is random.
inline std::vector<double> faded(const std::function<Tensor(const Tensor&)>& run, Random& random) {
  const Tensor x = Tensor::parameter(random_normal({kFadingSteps, 1, kFadingUnits}, 0.1, random));
  const Tensor y = run(x);
  Array dy = Array::zeros(y.shape());
  dy.slice(kFadingSteps - 1, 1).copy_from(random_normal({1, 1, kFadingUnits}, 1, random));
  backward(y, dy);
  std::vector<double> norms;
  for (int64_t d = 0; d < kFadingSteps; ++d)
    norms.push_back(std::sqrt(sum_of_squares(x.grad().slice(kFadingSteps - 1 - d, 1))));
  for (double& norm : norms) norm /= std::sqrt(sum_of_squares(x.grad().slice(kFadingSteps - 1, 1)));
  return norms;
}

// Recurrent weights of deviation gain/√H: without the tanh, each step would multiply by about the gain.
inline std::vector<double> faded_rnn(double gain, Random& random) {
  Rnn rnn(kFadingUnits, kFadingUnits, 1, random);
  fill_normal(rnn.layers[0].w_h.mutable_value(), 0, gain / std::sqrt(static_cast<double>(kFadingUnits)),
              random);
  return faded(
      [&](const Tensor& x) {
        std::vector<Tensor> state;
        return rnn(x, state);
      },
      random);
}

// The input gates begin nearly shut, as in the paper; the forget gates as `forget_bias` says.
inline std::vector<double> faded_lstm(LstmForm form, double forget_bias, double input_bias, Random& random) {
  Lstm lstm(kFadingUnits, kFadingUnits, 1, random, form);
  Real* bias = lstm.layers[0].bias.mutable_value().data();
  std::fill_n(bias, kFadingUnits, static_cast<Real>(input_bias));
  if (form == LstmForm::with_forget_gate)
    std::fill_n(bias + kFadingUnits, kFadingUnits, static_cast<Real>(forget_bias));
  return faded(
      [&](const Tensor& x) {
        std::vector<LstmState> state;
        return lstm(x, state);
      },
      random);
}

inline void fading(Report& report) {
  constexpr int64_t kSeeds = 9;
  using Curve = std::function<std::vector<double>(Random&)>;
  const std::vector<std::pair<std::string, Curve>> nets{
      {"rnn_less", [](Random& r) { return faded_rnn(0.8, r); }},
      {"rnn_one", [](Random& r) { return faded_rnn(1, r); }},
      {"rnn_more", [](Random& r) { return faded_rnn(2, r); }},
      {"lstm_bias1", [](Random& r) { return faded_lstm(LstmForm::with_forget_gate, 1, -5, r); }},
      {"lstm_bias5", [](Random& r) { return faded_lstm(LstmForm::with_forget_gate, 5, -5, r); }},
      {"lstm_1997", [](Random& r) { return faded_lstm(LstmForm::of_1997, 0, -5, r); }}};
  Row names{"distance"};
  std::vector<Row> rows(kFadingSteps);
  for (size_t d = 0; d < rows.size(); ++d) rows[d].push_back(fmt::format("{}", d));
  for (const auto& [name, curve] : nets) {
    names.push_back(name);
    const auto all = over_seeds(kSeeds, [&, &one = curve](uint64_t seed) {
      Random random(seed);
      return one(random);
    });
    for (size_t d = 0; d < rows.size(); ++d) {
      std::vector<double> at;
      for (const auto& norms : all) at.push_back(norms[d]);
      rows[d].push_back(fmt::format("{:.4g}", median(at)));
      if (d == 20 || d == 100) report.fact(fmt::format("{}_{}", name, d), fmt::format("{:.2g}", median(at)));
    }
  }
  report.table("fading", names, rows);
}

}  // namespace p2g
