// One head's queries over tiles of its keys: the table of weights is never written down. Each query keeps the
// highest score so far and what belongs to it (Dao et al. 2022).
#pragma once

#include "attention/tile.h"

namespace p2g {

inline constexpr int64_t kAttendRows = 512;  // queries that share a copy of the keys and values

// Queries first … first + rows − 1 (rows ≤ kAttendRows) over the keys that they see, each at least one.
// logsumexp, if wanted, gets log Σ e^score of each query.
void attend_rows(const HeadRows& head, int64_t first, int64_t rows, Real* logsumexp = nullptr,
                 const WeightDropout* dropout = nullptr);

}  // namespace p2g
