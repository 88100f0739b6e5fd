#include "sequence/kneser_ney.h"

#include "exercises/not_written.h"

namespace p2g {

// n₁ / (n₁ + 2 n₂), where `once` is n₁ and `twice` n₂; 0 where once is 0.
double discount_of(int64_t /*once*/, int64_t /*twice*/) { not_written("discount_of"); }

// The share that the context keeps for the symbol, (count − D)/total but never under 0, and the share that
// all its followers gave up, D · distinct/total, of what the shorter context says, `below`.
double kneser_ney(const Followers& /*after*/, double /*discount*/, double /*below*/) {
  not_written("kneser_ney");
}

}  // namespace p2g
