#include "exercises/not_written.h"
#include "nn/mlp.h"

namespace p2g {

// Back-propagation. delta holds ∂E/∂(sum) of each unit of the last layer. From the last layer to the first:
//   d_weight[i·out + o] += below[i] · delta[o]     below: the output of the layer below, or net.input
//   d_bias[o] += delta[o]
//   delta of unit i below = slope(net.f, below[i]) · Σ over o of weight[i·out + o] · delta[o]
void send_back(Net& /*net*/, Numbers /*delta*/) { not_written("send_back"); }

}  // namespace p2g
