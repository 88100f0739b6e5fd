// Channels into heads and back: two operations, each the inverse of the other.
#pragma once

#include "nn/tensor.h"

namespace p2g {

Tensor split_heads(const Tensor& x, int64_t heads);  // (B,T,C) -> (B,H,T,C/H); throws unless H divides C
Tensor merge_heads(const Tensor& x);                 // (B,H,T,D) -> (B,T,H·D)

// Part `index` of `count` equal parts of the last axis: (B,T,3C) -> the queries, keys or values, (B,T,C).
Tensor split_channels(const Tensor& x, int64_t index, int64_t count);

// The numbers alone: (B,T,C) -> (B,H,T,C/H), and back.
Array heads_apart(const Array& x, int64_t H);
Array heads_together(const Array& x);

}  // namespace p2g
