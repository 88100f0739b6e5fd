// Sixteen-bit numbers: IEEE 754's binary16 (F16: 5 bits of exponent, 10 of fraction) and bfloat16 (BF16: the
// upper half of a float). Narrowing rounds to nearest, ties to even; NaNs stay NaN, infinities infinite.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "math/real.h"

namespace p2g {

// Written without branches, so that loops over them become vector code.
inline float half_to_float(uint16_t half) {
  const uint32_t magnitude = half & 0x7fffu;
  // The fields moved to a float's places read 2¹¹² times too small; one exact product mends it, and makes
  // subnormal halves normal. An exponent of all ones stays all ones.
  const uint32_t scaled = std::bit_cast<uint32_t>(std::bit_cast<float>(magnitude << 13) * 0x1p112f);
  const uint32_t special = magnitude >= 0x7c00u ? 0x7f800000u : 0u;
  return std::bit_cast<float>(scaled | special | static_cast<uint32_t>(half & 0x8000u) << 16);
}

inline uint16_t float_to_half(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint32_t magnitude = bits & 0x7fffffffu;
  // Normal halves: add just under half of the lowest bit kept, or half of it where that bit is odd.
  const uint32_t normal = (magnitude - 0x38000000u + 0xfffu + ((magnitude >> 13) & 1u)) >> 13;
  // Subnormal halves count units of 2⁻²⁴, the last place of floats from 0.5 to 1: the sum rounds.
  const uint32_t subnormal = std::bit_cast<uint32_t>(std::bit_cast<float>(magnitude) + 0.5f) - 0x3f000000u;
  const uint32_t fraction = (magnitude >> 13) & 0x3ffu;
  const uint32_t nan = 0x7c00u | fraction | (fraction == 0 ? 0x200u : 0u);
  uint32_t half = magnitude < 0x38800000u ? subnormal : normal;
  half = magnitude >= 0x47800000u ? 0x7c00u : half;  // 65536 and above
  half = magnitude > 0x7f800000u ? nan : half;
  return static_cast<uint16_t>(half | (bits >> 16 & 0x8000u));
}

inline float bfloat_to_float(uint16_t bfloat) {
  return std::bit_cast<float>(static_cast<uint32_t>(bfloat) << 16);
}

inline uint16_t float_to_bfloat(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  const uint32_t fraction = (bits >> 16) & 0x7fu;
  const uint32_t nan = (bits >> 16) | (fraction == 0 ? 0x40u : 0u);
  return static_cast<uint16_t>((bits & 0x7fffffffu) > 0x7f800000u ? nan : rounded);
}

// n numbers, little-endian as in files, at any alignment; on all threads.
void widen_half(const std::byte* from, Real* to, int64_t n);
void widen_bfloat(const std::byte* from, Real* to, int64_t n);
void narrow_to_half(const Real* from, uint16_t* to, int64_t n);
void narrow_to_bfloat(const Real* from, uint16_t* to, int64_t n);

}  // namespace p2g
