#include "nn/mlp.h"

namespace p2g {
namespace {

// d_weight (in,out) += belowᵀ (in,1) · delta (1,out);  d_bias (out) += delta
void add_gradients(Layer& layer, const Numbers& below, const Numbers& delta) {
  for (size_t i = 0; i < layer.in; ++i) {
    if (below[i] == 0) continue;  // as most inputs are
    for (size_t o = 0; o < layer.out; ++o) layer.d_weight[i * layer.out + o] += below[i] * delta[o];
  }
  for (size_t o = 0; o < layer.out; ++o) layer.d_bias[o] += delta[o];
}

// delta below (in) = f' · delta (1,out) · weightᵀ (out,in)
Numbers delta_below(const Layer& layer, Squash f, const Numbers& below, const Numbers& delta) {
  Numbers result(layer.in);
  for (size_t i = 0; i < layer.in; ++i) {
    double blame = 0;
    for (size_t o = 0; o < layer.out; ++o) blame += layer.weight[i * layer.out + o] * delta[o];
    result[i] = slope(f, below[i]) * blame;
  }
  return result;
}

}  // namespace

void send_back(Net& net, Numbers delta) {
  for (size_t l = net.layers.size(); l-- > 0;) {
    const Numbers& below = l > 0 ? net.layers[l - 1].output : net.input;
    add_gradients(net.layers[l], below, delta);
    if (l > 0) delta = delta_below(net.layers[l], net.f, below, delta);
  }
}

}  // namespace p2g
