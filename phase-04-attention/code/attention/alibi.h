// Attention with linear biases (Press, Smith and Lewis 2021): no positions in the input; a score falls with
// the distance.
#pragma once

#include <vector>

#include "nn/tensor.h"

namespace p2g {

// Head h of H loses 2^(−8(h+1)/H) for every position of distance: ½, ¼, … for H = 8.
std::vector<double> alibi_slopes(int64_t heads);

// Causal: q, k, v (B,H,T,D) -> (B,H,T,D), the composed form with −slope · (i − j) added to the score of i and
// j. `weights`, if wanted, gets (B,H,T,T).
Tensor alibi_attention(const Tensor& q, const Tensor& k, const Tensor& v, Tensor* weights = nullptr);

}  // namespace p2g
