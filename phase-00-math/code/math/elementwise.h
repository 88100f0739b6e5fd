// One number at a time, on every core: the same function over whole arrays.
#pragma once

#include "math/array.h"
#include "math/threads.h"

namespace p2g {

inline constexpr int64_t kElementGrain = 16384;  // elements a piece: enough work to be worth a thread

// y = f(a)
template <typename F>
Array map(const Array& a, F f) {
  Array y = Array::uninitialized(a.shape());
  const Real* from = a.data();
  Real* to = y.data();
  parallel_for(a.size(), kElementGrain, [=](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) to[i] = f(from[i]);
  });
  return y;
}

// y = f(a, b), shapes equal (checked by the caller, who can name the operation)
template <typename F>
Array map(const Array& a, const Array& b, F f) {
  Array y = Array::uninitialized(a.shape());
  const Real *left = a.data(), *right = b.data();
  Real* to = y.data();
  parallel_for(a.size(), kElementGrain, [=](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) to[i] = f(left[i], right[i]);
  });
  return y;
}

// y = f(y, a), in place
template <typename F>
void update(Array& y, const Array& a, F f) {
  const Real* from = a.data();
  Real* to = y.data();
  parallel_for(a.size(), kElementGrain, [=](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) to[i] = f(to[i], from[i]);
  });
}

// y (…,C) += bias (C)
void add_row(Array& y, const Array& bias);

}  // namespace p2g
