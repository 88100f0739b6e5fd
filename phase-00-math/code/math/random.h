// Seeded random numbers, the same on every platform: the standard library's distributions differ between
// vendors.
//
// SplitMix64 (Steele, Lea and Flood 2014): number i of a stream is a hash of (seed, i), so a stream can be
// entered anywhere, filled by many threads, and saved as two integers.
#pragma once

#include <cstdint>
#include <vector>

#include "math/array.h"

namespace p2g {

// Number `index` of the stream `seed`: 64 random bits.
inline uint64_t random_bits(uint64_t seed, uint64_t index) {
  uint64_t z = seed + (index + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

class Random {
 public:
  explicit Random(uint64_t seed);  // near seeds give unrelated streams
  static Random restored(uint64_t stream, uint64_t position);

  uint64_t bits() { return random_bits(stream_, position_++); }
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }  // [0, 1)
  double uniform(double low, double high);
  uint64_t below(uint64_t n);                // 0 … n−1, unbiased; n > 0
  double normal();                           // mean 0, variance 1; uses two numbers of the stream
  Random split() { return Random(bits()); }  // an independent stream

  template <typename T>
  void shuffle(std::vector<T>& items) {  // Fisher–Yates
    for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

  uint64_t stream() const { return stream_; }
  uint64_t position() const { return position_; }

 private:
  friend void fill_normal(Array&, double, double, Random&);
  uint64_t stream_ = 0, position_ = 0;
};

void fill_normal(Array& array, double mean, double deviation, Random& random);
void fill_uniform(Array& array, double low, double high, Random& random);
Array random_normal(const Shape& shape, double deviation, Random& random);
Array random_uniform(const Shape& shape, double low, double high, Random& random);

}  // namespace p2g
