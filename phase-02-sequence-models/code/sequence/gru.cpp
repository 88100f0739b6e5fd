#include "sequence/gru.h"

#include <fmt/core.h>

#include "sequence/rnn.h"
#include "sequence/time.h"

namespace p2g {

GruLayer::GruLayer(int64_t in, int64_t hidden, Random& random)
    : w_x(recurrent_weight({in, 3 * hidden}, hidden, random)),
      w_h(recurrent_weight({hidden, 2 * hidden}, hidden, random)),
      w_n(recurrent_weight({hidden, hidden}, hidden, random)),
      bias(Tensor::parameter(Array::zeros({3 * hidden}))) {}

void GruLayer::list(Parameters& parameters, const std::string& prefix) const {
  parameters.push_back({prefix + "w_x", w_x});
  parameters.push_back({prefix + "w_h", w_h});
  parameters.push_back({prefix + "w_n", w_n});
  parameters.push_back({prefix + "bias", bias});
}

Gru::Gru(int64_t in, int64_t hidden, int64_t layer_count, Random& random) {
  for (int64_t l = 0; l < layer_count; ++l) layers.emplace_back(l == 0 ? in : hidden, hidden, random);
}

Tensor Gru::operator()(const Tensor& x, std::vector<Tensor>& state, const Array* mask) const {
  check_rank("gru", "x", x.shape(), 3);
  if (mask) check_mask("gru", *mask, x.shape());
  prepare_state("gru", state, layers.size(), {x.shape()[1], hidden()});
  Tensor y = x;
  for (size_t l = 0; l < layers.size(); ++l) {
    std::vector<Tensor> steps;
    for (int64_t t = 0; t < x.shape()[0]; ++t) {
      const Tensor h = gru_step(layers[l], at_time(y, t), state[l]);
      state[l] = mask ? carry(h, state[l], mask_at(*mask, t)) : h;
      steps.push_back(state[l]);
    }
    y = stack(steps);
  }
  return y;
}

void Gru::list(Parameters& parameters, const std::string& prefix) const {
  for (size_t l = 0; l < layers.size(); ++l) layers[l].list(parameters, fmt::format("{}{}.", prefix, l));
}

}  // namespace p2g
