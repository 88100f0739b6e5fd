#include "nn/mlp.h"

#include <cmath>

#include "math/error.h"
#include "math/numerics.h"

namespace p2g {
namespace {

void step(Numbers& weight, Numbers& gradient, Numbers& last, double epsilon, double alpha, double decay) {
  for (size_t i = 0; i < weight.size(); ++i) {
    last[i] = alpha * last[i] - epsilon * gradient[i];
    weight[i] += last[i] - decay * weight[i];
    gradient[i] = 0;
  }
}

}  // namespace

double squash(Squash f, double x) { return f == Squash::tanh ? std::tanh(x) : sigmoid(x); }
double slope(Squash f, double y) { return f == Squash::tanh ? 1 - y * y : y * (1 - y); }

Net make_net(const std::vector<size_t>& sizes, Squash f, double low, double high, Random& random) {
  if (sizes.size() < 2)
    fail("make_net", "got {} sizes, wanted two or more: inputs and outputs", sizes.size());
  Net net{f, {}, {}};
  for (size_t l = 0; l + 1 < sizes.size(); ++l) {
    const size_t in = sizes[l], out = sizes[l + 1], n = in * out;
    if (n == 0) fail("make_net", "a layer of {} by {} has no weights", in, out);
    Layer layer{in, out, Numbers(n), Numbers(out), Numbers(n), Numbers(out), Numbers(n), Numbers(out), {}};
    for (double& w : layer.weight) w = random.uniform(low, high);
    for (double& b : layer.bias) b = random.uniform(low, high);
    net.layers.push_back(std::move(layer));
  }
  return net;
}

const Numbers& forward(Net& net, const Numbers& x) {
  if (x.size() != net.layers.front().in)
    fail("forward", "got {} inputs, wanted {}", x.size(), net.layers.front().in);
  net.input = x;
  const Numbers* below = &net.input;
  for (Layer& layer : net.layers) {
    layer.output = layer.bias;
    for (size_t i = 0; i < layer.in; ++i) {
      const double from = (*below)[i];
      if (from == 0) continue;  // most inputs of a pattern are
      for (size_t o = 0; o < layer.out; ++o) layer.output[o] += from * layer.weight[i * layer.out + o];
    }
    for (double& y : layer.output) y = squash(net.f, y);
    below = &layer.output;
  }
  return *below;
}

double squared_error(const Net& net, const Numbers& target, Numbers& delta) {
  const Numbers& y = net.layers.back().output;
  if (target.size() != y.size()) fail("squared_error", "got {} targets, wanted {}", target.size(), y.size());
  double error = 0;
  delta.resize(y.size());
  for (size_t o = 0; o < y.size(); ++o) {
    error += (y[o] - target[o]) * (y[o] - target[o]) / 2;
    delta[o] = (y[o] - target[o]) * slope(net.f, y[o]);
  }
  return error;
}

void step(Net& net, double epsilon, double alpha, double decay) {
  for (Layer& layer : net.layers) {
    step(layer.weight, layer.d_weight, layer.step_weight, epsilon, alpha, decay);
    step(layer.bias, layer.d_bias, layer.step_bias, epsilon, alpha, decay);
  }
}

std::vector<Case> cases_of(Truth f, int n) {
  std::vector<Case> cases;
  for (int64_t p = 0; p < int64_t(1) << n; ++p)
    cases.push_back({inputs_of(p, n), {(f >> p & 1) != 0 ? 1.0 : 0.0}});
  return cases;
}

double sweep(Net& net, const std::vector<Case>& cases) {
  double error = 0;
  Numbers delta;
  for (const Case& one : cases) {
    forward(net, one.input);
    error += squared_error(net, one.target, delta);
    send_back(net, delta);
  }
  return error;
}

bool all_right(Net& net, const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    const Numbers& y = forward(net, one.input);
    for (size_t o = 0; o < y.size(); ++o)
      if (!(std::abs(y[o] - one.target[o]) < 0.5)) return false;
  }
  return true;
}

}  // namespace p2g
