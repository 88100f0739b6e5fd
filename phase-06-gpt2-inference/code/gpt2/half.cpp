#include "gpt2/half.h"

#include <cstring>

#include "math/threads.h"

namespace p2g {
namespace {

constexpr int64_t kGrain = 1 << 16;

template <float (*Convert)(uint16_t)>
void widen(const std::byte* from, Real* to, int64_t n) {
  parallel_for(n, kGrain, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      uint16_t bits;
      std::memcpy(&bits, from + 2 * i, sizeof bits);  // files promise no alignment
      to[i] = Convert(bits);
    }
  });
}

template <uint16_t (*Convert)(float)>
void narrow(const Real* from, uint16_t* to, int64_t n) {
  parallel_for(n, kGrain, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) to[i] = Convert(static_cast<float>(from[i]));
  });
}

}  // namespace

void widen_half(const std::byte* from, Real* to, int64_t n) { widen<half_to_float>(from, to, n); }
void widen_bfloat(const std::byte* from, Real* to, int64_t n) { widen<bfloat_to_float>(from, to, n); }
void narrow_to_half(const Real* from, uint16_t* to, int64_t n) { narrow<float_to_half>(from, to, n); }
void narrow_to_bfloat(const Real* from, uint16_t* to, int64_t n) { narrow<float_to_bfloat>(from, to, n); }

}  // namespace p2g
