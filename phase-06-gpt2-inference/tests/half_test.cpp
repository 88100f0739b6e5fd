#include "gpt2/half.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "math/random.h"

namespace p2g {
namespace {

// The definition of binary16, in exact arithmetic: (−1)^s · 2^(e−15) · 1.f, or 2^−14 · 0.f where e is 0.
double value_by_definition(uint16_t half) {
  const int exponent = half >> 10 & 31, fraction = half & 1023;
  const double sign = half & 0x8000 ? -1 : 1;
  if (exponent == 31) return fraction == 0 ? sign * INFINITY : NAN;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

double value_of_bfloat(uint16_t bfloat) {
  const int exponent = bfloat >> 7 & 255, fraction = bfloat & 127;
  const double sign = bfloat & 0x8000 ? -1 : 1;
  if (exponent == 255) return fraction == 0 ? sign * INFINITY : NAN;
  if (exponent == 0) return sign * std::ldexp(fraction, -133);
  return sign * std::ldexp(128 + fraction, exponent - 134);
}

template <typename Widen, typename Narrow, typename Definition>
void check_all(Widen widen, Narrow narrow, Definition definition) {
  for (uint32_t bits = 0; bits < 65536; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    const float wide = widen(half);
    const double wanted = definition(half);
    if (std::isnan(wanted)) {
      ASSERT_TRUE(std::isnan(wide)) << bits;
    } else {
      ASSERT_EQ(wide, wanted) << bits;
      ASSERT_EQ(std::signbit(wide), std::signbit(wanted)) << bits;
    }
    ASSERT_EQ(narrow(wide), half) << "there and back is not the identity";
  }
}

TEST(Half, EveryOneOf65536MeansWhatTheStandardSays) {
  check_all(half_to_float, float_to_half, value_by_definition);
}
TEST(Bfloat, EveryOneOf65536MeansWhatTheStandardSays) {
  check_all(bfloat_to_float, float_to_bfloat, value_of_bfloat);
}

// Between neighbours, what is nearer wins, and the middle goes to the even one.
template <typename Narrow, typename Definition>
void check_rounding(Narrow narrow, Definition definition, uint16_t largest) {
  for (uint16_t low = 0; low < largest; ++low) {
    const auto high = static_cast<uint16_t>(low + 1);
    const auto middle = static_cast<float>((definition(low) + definition(high)) / 2);
    const uint16_t even = low % 2 == 0 ? low : high;
    ASSERT_EQ(narrow(middle), even) << low;
    ASSERT_EQ(narrow(std::nextafterf(middle, 0)), low);
    ASSERT_EQ(narrow(std::nextafterf(middle, INFINITY)), high);
    ASSERT_EQ(narrow(-middle), even | 0x8000);
  }
}

TEST(Half, RoundsToNearestTiesToEven) { check_rounding(float_to_half, value_by_definition, 0x7bff); }
TEST(Bfloat, RoundsToNearestTiesToEven) { check_rounding(float_to_bfloat, value_of_bfloat, 0x7f7f); }

TEST(Half, OverflowsToInfinityFrom65520) {
  EXPECT_EQ(float_to_half(65504.0f), 0x7bff);
  EXPECT_EQ(float_to_half(std::nextafterf(65520.0f, 0)), 0x7bff);
  EXPECT_EQ(float_to_half(65520.0f), 0x7c00);
  EXPECT_EQ(float_to_half(65536.0f), 0x7c00);
  EXPECT_EQ(float_to_half(-1e30f), 0xfc00);
  EXPECT_EQ(float_to_half(INFINITY), 0x7c00);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::denorm_min()), 0);
}

TEST(Half, NansOfFewBitsStayNans) {
  const float nan = std::bit_cast<float>(0x7f800001u);
  EXPECT_GT(float_to_half(nan) & 0x7fff, 0x7c00);
  EXPECT_GT(float_to_bfloat(nan) & 0x7fff, 0x7f80);
}

TEST(Half, ArraysAtOddAddressesAreConvertedAlike) {
  constexpr int64_t n = 200'001;
  std::vector<std::byte> file(2 * n + 1);
  Random random(3);
  for (std::byte& byte : file)
    byte = static_cast<std::byte>(random.below(0x7c));  // no NaN, which is not itself
  std::vector<Real> wide(n);
  std::vector<uint16_t> back(n);
  widen_half(file.data() + 1, wide.data(), n);
  narrow_to_half(wide.data(), back.data(), n);
  EXPECT_EQ(std::memcmp(back.data(), file.data() + 1, 2 * n), 0);
  widen_bfloat(file.data() + 1, wide.data(), n);
  narrow_to_bfloat(wide.data(), back.data(), n);
  EXPECT_EQ(std::memcmp(back.data(), file.data() + 1, 2 * n), 0);
}

}  // namespace
}  // namespace p2g
