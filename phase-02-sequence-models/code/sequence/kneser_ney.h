// Kneser and Ney's way to leave room for what was never seen (1995), interpolated (Chen and Goodman 1998).
#pragma once

#include <cstdint>

namespace p2g {

// Absolute discounting (Ney, Essen and Kneser 1994): what is taken off every count, D = n₁ / (n₁ + 2 n₂),
// where n₁ sequences were seen once and n₂ twice. 0 where none was seen once.
double discount_of(int64_t once, int64_t twice);

// What came after one context: `total` symbols, `distinct` different ones, the one in question `count` times.
struct Followers {
  int64_t count, total, distinct;
};

// (count − D)/total, and the mass taken off, D · distinct/total, times `below`: the probability of the symbol
// given a context shorter by one. count = 0 has nothing to take off. total > 0.
double kneser_ney(const Followers& after, double discount, double below);

}  // namespace p2g
