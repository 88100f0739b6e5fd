#include "transformer/feed_forward.h"

#include <cmath>

#include "nn/activation.h"

namespace p2g {
namespace {

Linear glorot(int64_t in, int64_t out, Random& random) {
  return Linear(in, out, /*with_bias=*/true, std::sqrt(2.0 / static_cast<double>(in + out)), random);
}

}  // namespace

FeedForward::FeedForward(int64_t channels, int64_t width, Random& random)
    : inner(glorot(channels, width, random)), outer(glorot(width, channels, random)) {}

Tensor FeedForward::operator()(const Tensor& x) const { return outer(relu(inner(x))); }

void FeedForward::list(Parameters& parameters, const std::string& prefix) const {
  inner.list(parameters, prefix + "inner.");
  outer.list(parameters, prefix + "outer.");
}

}  // namespace p2g
