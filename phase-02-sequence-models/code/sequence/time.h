// Pieces of a sequence, time first: T steps of B sequences side by side, (T,B,C).
#pragma once

#include <cstddef>
#include <vector>

#include "nn/tensor.h"

namespace p2g {

Tensor at_time(const Tensor& x, int64_t t);                     // (T,B,C) -> (B,C)
Tensor times(const Tensor& x, int64_t first, int64_t count);    // (T,…) -> (count,…)
Tensor stack(const std::vector<Tensor>& steps);                 // T of (B,C) -> (T,B,C)
Tensor columns(const Tensor& x, int64_t first, int64_t count);  // (…,C) -> (…,count)

// Row b of the result is row b of `now` where mask[b] is not 0, else row b of `before`: a sequence that has
// ended keeps its state. now (B,C), before (B,C), mask (B).
Tensor carry(const Tensor& now, const Tensor& before, const Array& mask);

// Row i of the result is row from[i] of the outermost axis: (N,…) -> (from.size(),…)
Array picked(const Array& rows, const std::vector<size_t>& from);

// Row t of a mask (T,B), as (B). Shares the memory.
Array mask_at(const Array& mask, int64_t t);
void check_mask(const char* who, const Array& mask, const Shape& x);  // throws unless it is (T,B)

}  // namespace p2g
