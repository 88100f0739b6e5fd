#include "sequence/lstm.h"

#include <fmt/core.h>

#include <algorithm>

#include "math/error.h"
#include "sequence/lstm_fused.h"
#include "sequence/rnn.h"
#include "sequence/time.h"

namespace p2g {
namespace {

void prepare(std::vector<LstmState>& state, size_t layers, const Shape& shape) {
  if (state.empty()) {
    const Tensor zeros = Tensor::constant(Array::zeros(shape));
    state.assign(layers, {zeros, zeros});
  }
  if (state.size() != layers)
    fail("lstm", "the state has {} layers, wanted {}, or none for zeros", state.size(), layers);
  for (const LstmState& s : state) {
    check_shape("lstm", "the state h", s.h.shape(), shape);
    check_shape("lstm", "the state c", s.c.shape(), shape);
  }
}

}  // namespace

LstmLayer::LstmLayer(int64_t in, int64_t hidden, LstmForm kind, Random& random) : form(kind) {
  const int64_t width = (kind == LstmForm::of_1997 ? 3 : 4) * hidden;
  w_x = recurrent_weight({in, width}, hidden, random);
  w_h = recurrent_weight({hidden, width}, hidden, random);
  bias = Tensor::parameter(Array::zeros({width}));
  if (kind == LstmForm::with_forget_gate) std::fill_n(bias.mutable_value().data() + hidden, hidden, Real(1));
}

void LstmLayer::list(Parameters& parameters, const std::string& prefix) const {
  parameters.push_back({prefix + "w_x", w_x});
  parameters.push_back({prefix + "w_h", w_h});
  parameters.push_back({prefix + "bias", bias});
}

Lstm::Lstm(int64_t in, int64_t hidden, int64_t layer_count, Random& random, LstmForm form) {
  for (int64_t l = 0; l < layer_count; ++l) layers.emplace_back(l == 0 ? in : hidden, hidden, form, random);
}

Tensor Lstm::operator()(const Tensor& x, std::vector<LstmState>& state, const Array* mask) const {
  check_rank("lstm", "x", x.shape(), 3);
  const int64_t T = x.shape()[0];
  prepare(state, layers.size(), {x.shape()[1], hidden()});
  Tensor y = x;
  for (size_t l = 0; l < layers.size(); ++l) {
    const Tensor run = lstm_over_time(layers[l], y, state[l], mask);
    y = times(run, 0, T);
    state[l] = {at_time(run, T - 1), at_time(run, T)};
  }
  return y;
}

Tensor run_composed(const Lstm& lstm, const Tensor& x, std::vector<LstmState>& state, const Array* mask) {
  check_rank("lstm", "x", x.shape(), 3);
  if (mask) check_mask("lstm", *mask, x.shape());
  prepare(state, lstm.layers.size(), {x.shape()[1], lstm.hidden()});
  Tensor y = x;
  for (size_t l = 0; l < lstm.layers.size(); ++l) {
    const LstmLayer& layer = lstm.layers[l];
    std::vector<Tensor> steps;
    for (int64_t t = 0; t < x.shape()[0]; ++t) {
      const auto step = layer.form == LstmForm::of_1997 ? lstm_step_1997 : lstm_step;
      LstmState next = step(layer, at_time(y, t), state[l]);
      if (mask) {
        const Array rows = mask_at(*mask, t);
        next = {carry(next.h, state[l].h, rows), carry(next.c, state[l].c, rows)};
      }
      state[l] = next;
      steps.push_back(next.h);
    }
    y = stack(steps);
  }
  return y;
}

void Lstm::list(Parameters& parameters, const std::string& prefix) const {
  for (size_t l = 0; l < layers.size(); ++l) layers[l].list(parameters, fmt::format("{}{}.", prefix, l));
}

void detach(std::vector<LstmState>& state) {
  for (LstmState& s : state) s = {detached(s.h), detached(s.c)};
}

}  // namespace p2g
