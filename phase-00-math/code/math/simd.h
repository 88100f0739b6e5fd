// As many numbers as one vector register holds, with the compiler's vector extension: +, − and · work on all
// lanes.
#pragma once

#include <cstdint>
#include <cstring>
#include <utility>

#include "math/real.h"

namespace p2g::simd {

#if defined(__AVX512F__)
inline constexpr int kBytes = 64;
#elif defined(__AVX__)
inline constexpr int kBytes = 32;
#else
inline constexpr int kBytes = 16;
#endif
inline constexpr int kWidth = kBytes / static_cast<int>(sizeof(Real));  // lanes

using Vector __attribute__((vector_size(kBytes))) = Real;

inline Vector load(const Real* p) {
  Vector v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
inline void store(Real* p, Vector v) { std::memcpy(p, &v, sizeof v); }
inline Vector broadcast(Real x) { return x - Vector{}; }  // x − 0 is x, for every x

template <int kStep, int... I>
inline Vector rotated(const Vector& v, std::integer_sequence<int, I...>) {
  return __builtin_shufflevector(v, v, ((I + kStep) % kWidth)...);
}

// One number from all lanes, in log2(width) steps.
template <int kStep = kWidth / 2, typename F>
inline Real fold(const Vector& v, F join) {
  if constexpr (kStep == 0)
    return v[0];
  else
    return fold<kStep / 2>(join(v, rotated<kStep>(v, std::make_integer_sequence<int, kWidth>{})), join);
}

inline Real sum(const Vector& v) {
  return fold(v, [](const Vector& a, const Vector& b) -> Vector { return a + b; });
}

// The first `count` lanes, without touching memory behind them; the others are zero.
inline Vector load_part(const Real* p, int64_t count) {
  Vector v{};
  std::memcpy(&v, p, static_cast<size_t>(count) * sizeof(Real));
  return v;
}
inline void store_part(Real* p, Vector v, int64_t count) {
  std::memcpy(p, &v, static_cast<size_t>(count) * sizeof(Real));
}

// a0 b0 a1 b1 … from the lower, or the upper, halves of both.
template <bool kUpper, int... I>
inline Vector interleave(const Vector& a, const Vector& b, std::integer_sequence<int, I...>) {
  return __builtin_shufflevector(a, b, ((I / 2) + (kUpper ? kWidth / 2 : 0) + (I % 2 == 0 ? 0 : kWidth))...);
}

// Turns rows into columns: log2(width) perfect shuffles of the whole square.
inline void transpose(Vector (&rows)[kWidth]) {
  constexpr auto kLanes = std::make_integer_sequence<int, kWidth>{};
  for (int step = 1; step < kWidth; step *= 2) {
    Vector next[kWidth];
#pragma GCC unroll 16
    for (int i = 0; i < kWidth / 2; ++i) {
      next[2 * i] = interleave<false>(rows[i], rows[i + kWidth / 2], kLanes);
      next[2 * i + 1] = interleave<true>(rows[i], rows[i + kWidth / 2], kLanes);
    }
#pragma GCC unroll 16
    for (int i = 0; i < kWidth; ++i) rows[i] = next[i];
  }
}

}  // namespace p2g::simd
