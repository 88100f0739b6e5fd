#include "attention/join_scores.h"

#include <cmath>

#include "attention/tile.h"

namespace p2g {

void join_scores(Real* scores, int64_t count, const Gathered& so_far) {
  const Real before = so_far.highest, highest = std::max(before, tile::highest(scores, count));
  tile::exponentials(scores, count, highest);
  if (highest > before && std::isfinite(before)) {
    const Real shrink =
        fast_exp(before - highest);  // what was e^(score − before) becomes e^(score − highest)
    so_far.total *= shrink;
    for (int64_t d = 0; d < so_far.D; ++d) so_far.y[d] *= shrink;
  }
  so_far.total += tile::total(scores, count);
  so_far.highest = highest;
}

}  // namespace p2g
