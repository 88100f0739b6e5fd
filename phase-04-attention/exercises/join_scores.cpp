#include "attention/join_scores.h"

#include <algorithm>
#include <cmath>

#include "exercises/not_written.h"

namespace p2g {

// A query meets `count` new scores. It has so_far.highest, so_far.total = Σ e^(score − highest) and so_far.y
// = Σ e^(score − highest) · value, D numbers, of all scores before.
//   1. the new highest: of so_far.highest and the scores
//   2. the scores become weights, e^(score − highest), in place
//   3. if there was something before and highest grew: total and y shrink by e^(old highest − new highest)
//   4. the weights join the total (y gets its part from the caller)
// Before the first score so_far.highest is −infinity, total is 0, and y holds anything: the caller writes
// over it. Plain loops will do; the reference uses the vector functions of attention/tile.h.
void join_scores(Real* /*scores*/, int64_t /*count*/, const Gathered& /*so_far*/) {
  not_written("join_scores");
}

}  // namespace p2g
