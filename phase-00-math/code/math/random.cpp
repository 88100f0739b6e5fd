#include "math/random.h"

#include "math/box_muller.h"
#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

double unit(uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

// Numbers `position` and `position + 1` of a stream make two normal ones.
void normal_pair(uint64_t stream, uint64_t position, double& first, double& second) {
  box_muller(unit(random_bits(stream, position)), unit(random_bits(stream, position + 1)), first, second);
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
  normal_pair(stream_, position_, first, second);
  position_ += 2;
  return first;
}

void fill_normal(Array& array, double mean, double deviation, Random& random) {
  const uint64_t stream = random.stream_, start = random.position_;
  Real* out = array.data();
  parallel_for(array.size(), kGrain, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; i += 2) {
      double pair[2];
      normal_pair(stream, start + static_cast<uint64_t>(i), pair[0], pair[1]);
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
