// Looking at a few places only (Luong, Pham and Manning 2015, "local attention").
#pragma once

#include "nn/tensor.h"

namespace p2g {

inline constexpr int64_t kHalfWindow = 10;  // D, as in the paper: 21 places at most

// Where mask (B,S) is open and |s − centre| ≤ D: 1, else 0. centre (B,T) -> (B,T,S)
Array window_around(const Array& centre, const Array& mask, int64_t half_window);

// local-m: step t looks around place t, or around the last place where the source is shorter. (B,T), for the
// steps first, first+1, …
Array monotonic_centres(const Array& mask, int64_t first, int64_t steps);

// local-p: a place between 0 and the length of the source: S·σ(v·tanh(q·w)), S the places that are open.
// q (B,T,Q), w (Q,A), v (A,1), mask (B,S) -> (B,T)
Tensor predicted_centres(const Tensor& q, const Tensor& w, const Tensor& v, const Array& mask);

// e^(−(s − centre)² / 2σ²), σ = D/2: near the centre all of a weight counts. centre (B,T) -> (B,T,S)
Tensor gaussian_window(const Tensor& centre, int64_t places, int64_t half_window);

}  // namespace p2g
