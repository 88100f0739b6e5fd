// The position-wise network of Vaswani et al. (2017, section 3.3): each place alone, wider, ReLU, and back.
#pragma once

#include "nn/module.h"

namespace p2g {

// x (…,C) -> inner -> ReLU (…,F) -> outer -> (…,C). F is 4C in the paper.
struct FeedForward {
  Linear inner, outer;

  FeedForward(int64_t channels, int64_t width, Random& random);
  Tensor operator()(const Tensor& x) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
