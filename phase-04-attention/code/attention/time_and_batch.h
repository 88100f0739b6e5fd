// Recurrent networks have time first, attention has the batch first: from one to the other, and time turned
// round.
#pragma once

#include <vector>

#include "math/ids.h"
#include "nn/tensor.h"

namespace p2g {

Tensor batch_first(const Tensor& x);       // (T,B,C) -> (B,T,C)
Tensor time_first(const Tensor& x);        // (B,T,C) -> (T,B,C)
Array turned_to_batch(const Array& mask);  // (S,B) -> (B,S)

// The last step first: (T,B), (T,B) and (T,B,C).
Ids turned(const Ids& ids);
Array turned(const Array& mask);
Tensor turned(const Tensor& x);

// Pieces (B,n,S) of weights, one after the other: (B,T,S).
Array joined_steps(const std::vector<Array>& pieces);

}  // namespace p2g
