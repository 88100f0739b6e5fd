#include "nn/mlp.h"

namespace p2g {

void send_back(Net& net, Numbers delta) {
  for (size_t l = net.layers.size(); l-- > 0;) {
    Layer& layer = net.layers[l];
    const Numbers& below = l > 0 ? net.layers[l - 1].output : net.input;
    Numbers delta_below(layer.in);
    for (size_t i = 0; i < layer.in; ++i) {
      double blame = 0;
      for (size_t o = 0; o < layer.out; ++o) {
        layer.d_weight[i * layer.out + o] += below[i] * delta[o];
        blame += layer.weight[i * layer.out + o] * delta[o];
      }
      delta_below[i] = blame * slope(net.f, below[i]);
    }
    for (size_t o = 0; o < layer.out; ++o) layer.d_bias[o] += delta[o];
    delta = delta_below;
  }
}

}  // namespace p2g
