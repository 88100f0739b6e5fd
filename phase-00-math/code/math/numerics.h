// Functions that a compiler can run on whole vector registers, without relaxed arithmetic.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "math/real.h"

namespace p2g {

// e^x to 2 units in the last place of float; 0 under −87.3, infinity over 88.7, NaN stays NaN.
// x = n·ln 2 + r with |r| ≤ ½ ln 2; 2^n is put into the exponent bits, e^r is a polynomial.
inline float fast_exp(float x) {
  constexpr float kLowest = -87.33654f, kHighest = 88.72283f;
  constexpr float kRound = 12582912.0f;  // 1.5·2^23: adding it rounds to an integer, kept in the low bits
  const float clamped = x < kLowest ? kLowest : x > kHighest ? kHighest : x;
  const float shifted = clamped * 1.44269504f + kRound;
  const float n = shifted - kRound;
  const float r = (clamped - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  // 2^n in two factors, so that n = 128 does not overflow on the way.
  const int32_t exponent = std::bit_cast<int32_t>(shifted) - std::bit_cast<int32_t>(kRound);
  const int32_t half = exponent >> 1;
  const float scale1 = std::bit_cast<float>((half + 127) << 23);
  const float scale2 = std::bit_cast<float>((exponent - half + 127) << 23);
  const float result = p * scale1 * scale2;
  return x < kLowest ? 0.0f : x > kHighest ? std::numeric_limits<float>::infinity() : result;
}
inline double fast_exp(double x) { return std::exp(x); }

// 1 / (1 + e^−x)
template <typename T>
T sigmoid(T x) {
  return T(1) / (T(1) + fast_exp(-x));
}

// The largest of n numbers; −infinity for n = 0, and NaN is never the largest.
inline Real largest(const Real* x, int64_t n) {
  Real top = -std::numeric_limits<Real>::infinity();
  for (int64_t i = 0; i < n; ++i) top = x[i] > top ? x[i] : top;
  return top;
}

// log Σ e^x without overflow: the largest is taken out first. −infinity for n = 0.
double logsumexp(const Real* x, int64_t n);

// y = softmax(x) over n numbers; y may be x. Returns log Σ e^x.
Real softmax_row(const Real* x, Real* y, int64_t n);

}  // namespace p2g
