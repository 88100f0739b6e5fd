#include "math/random.h"

#include <cmath>

#include "math/error.h"
#include "math/threads.h"

// This file is compiled with -ffp-contract=off: with the same roundings everywhere, the same numbers
// everywhere. For the same reason the logarithm and the cosine are written out; libraries differ in the last
// digit.

namespace p2g {
namespace {

// log x for 0 < x ≤ 1: x = m·2^e, log m = 2 artanh s with s = (m − 1)/(m + 1).
double portable_log(double x) {
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < 0.70710678118654752) m *= 2, --exponent;
  const double s = (m - 1) / (m + 1), s2 = s * s;
  double series = 0;
  for (int k = 23; k >= 1; k -= 2) series = series * s2 + 1.0 / k;
  return 2 * s * series + exponent * 0.69314718055994531;
}

// cos and sin of 2πu for 0 ≤ u < 1: whole quarter turns taken off, the rest by Taylor series.
void portable_cos_sin(double u, double& cosine, double& sine) {
  const double quarter = std::floor(4 * u + 0.5);
  const double x = (u - quarter / 4) * 6.2831853071795865, x2 = x * x;
  double c = 1, s = 1;
  for (int k = 18; k >= 2; k -= 2) c = 1 - c * x2 / (k * (k - 1));
  for (int k = 19; k >= 3; k -= 2) s = 1 - s * x2 / (k * (k - 1));
  s *= x;
  switch (static_cast<int>(quarter) & 3) {
    case 0:
      cosine = c, sine = s;
      break;
    case 1:
      cosine = -s, sine = c;
      break;
    case 2:
      cosine = -c, sine = -s;
      break;
    default:
      cosine = s, sine = -c;
      break;
  }
}

double unit(uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

// Box and Muller 1958: two uniform numbers make two independent normal ones.
void box_muller(uint64_t stream, uint64_t position, double& first, double& second) {
  const double radius = std::sqrt(-2 * portable_log(1 - unit(random_bits(stream, position))));
  double cosine, sine;
  portable_cos_sin(unit(random_bits(stream, position + 1)), cosine, sine);
  first = radius * cosine;
  second = radius * sine;
}

constexpr int64_t kGrain = 4096;  // even: a pair never straddles two pieces

}  // namespace

Random::Random(uint64_t seed) : stream_(random_bits(seed, 0)) {}

Random Random::restored(uint64_t stream, uint64_t position) {
  Random random(0);
  random.stream_ = stream;
  random.position_ = position;
  return random;
}

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

uint64_t Random::below(uint64_t n) {
  if (n == 0) fail("random", "below(0): there is no number under 0");
  // Numbers from the last, incomplete block of n are drawn again.
  const uint64_t limit = UINT64_MAX - (UINT64_MAX % n + 1) % n;
  uint64_t value = bits();
  while (value > limit) value = bits();
  return value % n;
}

double Random::normal() {
  double first, second;
  box_muller(stream_, position_, first, second);
  position_ += 2;
  return first;
}

void fill_normal(Array& array, double mean, double deviation, Random& random) {
  const uint64_t stream = random.stream_, start = random.position_;
  Real* out = array.data();
  parallel_for(array.size(), kGrain, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; i += 2) {
      double pair[2];
      box_muller(stream, start + static_cast<uint64_t>(i), pair[0], pair[1]);
      for (int64_t j = 0; j < 2 && i + j < last; ++j)
        out[i + j] = static_cast<Real>(mean + deviation * pair[j]);
    }
  });
  random.position_ = start + static_cast<uint64_t>(array.size() + array.size() % 2);
}

void fill_uniform(Array& array, double low, double high, Random& random) {
  for (int64_t i = 0; i < array.size(); ++i) array[i] = static_cast<Real>(random.uniform(low, high));
}

Array random_normal(const Shape& shape, double deviation, Random& random) {
  Array array = Array::uninitialized(shape);
  fill_normal(array, 0, deviation, random);
  return array;
}

Array random_uniform(const Shape& shape, double low, double high, Random& random) {
  Array array = Array::uninitialized(shape);
  fill_uniform(array, low, high, random);
  return array;
}

}  // namespace p2g
