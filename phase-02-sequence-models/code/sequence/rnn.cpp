#include "sequence/rnn.h"

#include <fmt/core.h>

#include <cmath>

#include "math/error.h"
#include "sequence/time.h"

namespace p2g {
namespace {

// x (T,B,in) -> (T,B,H); h goes on from step to step.
Tensor run_layer(const RnnLayer& layer, const Tensor& x, Tensor& h, const Array* mask) {
  std::vector<Tensor> states;
  for (int64_t t = 0; t < x.shape()[0]; ++t) {
    const Tensor next = rnn_step(layer, at_time(x, t), h);
    h = mask ? carry(next, h, mask_at(*mask, t)) : next;
    states.push_back(h);
  }
  return stack(states);
}

}  // namespace

Tensor recurrent_weight(const Shape& shape, int64_t hidden, Random& random) {
  if (hidden < 1) fail("recurrent layer", "{} hidden units, wanted 1 or more", hidden);
  const double bound = 1 / std::sqrt(static_cast<double>(hidden));
  return Tensor::parameter(random_uniform(shape, -bound, bound, random));
}

Tensor detached(const Tensor& h) { return Tensor::constant(h.value()); }

void detach(std::vector<Tensor>& state) {
  for (Tensor& h : state) h = detached(h);
}

void prepare_state(const char* who, std::vector<Tensor>& state, size_t layers, const Shape& shape) {
  if (state.empty()) state.assign(layers, Tensor::constant(Array::zeros(shape)));
  if (state.size() != layers)
    fail(who, "the state has {} layers, wanted {}, or none for zeros", state.size(), layers);
  for (const Tensor& h : state) check_shape(who, "the state", h.shape(), shape);
}

RnnLayer::RnnLayer(int64_t in, int64_t hidden, Recurrence squash, Random& random)
    : w_x(recurrent_weight({in, hidden}, hidden, random)),
      w_h(recurrent_weight({hidden, hidden}, hidden, random)),
      bias(Tensor::parameter(Array::zeros({hidden}))),
      f(squash) {}

void RnnLayer::list(Parameters& parameters, const std::string& prefix) const {
  parameters.push_back({prefix + "w_x", w_x});
  parameters.push_back({prefix + "w_h", w_h});
  parameters.push_back({prefix + "bias", bias});
}

Rnn::Rnn(int64_t in, int64_t hidden, int64_t layer_count, Random& random, Recurrence f) {
  for (int64_t l = 0; l < layer_count; ++l) layers.emplace_back(l == 0 ? in : hidden, hidden, f, random);
}

Tensor Rnn::operator()(const Tensor& x, std::vector<Tensor>& state, const Array* mask) const {
  check_rank("rnn", "x", x.shape(), 3);
  if (mask) check_mask("rnn", *mask, x.shape());
  prepare_state("rnn", state, layers.size(), {x.shape()[1], hidden()});
  Tensor y = x;
  for (size_t l = 0; l < layers.size(); ++l) y = run_layer(layers[l], y, state[l], mask);
  return y;
}

void Rnn::list(Parameters& parameters, const std::string& prefix) const {
  for (size_t l = 0; l < layers.size(); ++l) layers[l].list(parameters, fmt::format("{}{}.", prefix, l));
}

}  // namespace p2g
