#include "sequence/elman.h"

#include "math/error.h"

namespace p2g {

Elman make_elman(size_t in, size_t hidden, size_t out, double low, double high, Random& random) {
  return {make_net({in + hidden, hidden, out}, Squash::logistic, low, high, random), Numbers(hidden, 0.5)};
}

const Numbers& step_forward(Elman& elman, const Numbers& x) {
  if (x.size() + elman.context.size() != elman.net.layers[0].in)
    fail("elman", "got {} inputs, wanted {}", x.size(), elman.net.layers[0].in - elman.context.size());
  Numbers both = x;
  both.insert(both.end(), elman.context.begin(), elman.context.end());
  const Numbers& y = forward(elman.net, both);
  elman.context = elman.net.layers[0].output;  // a copy, for the next step
  return y;
}

}  // namespace p2g
