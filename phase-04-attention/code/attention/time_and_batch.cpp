#include "attention/time_and_batch.h"

#include <algorithm>

#include "attention/heads.h"
#include "nn/aggregate.h"
#include "sequence/time.h"

namespace p2g {

// A row of time holds all B sequences side by side, as a row of channels holds heads.
Tensor batch_first(const Tensor& x) {
  const int64_t T = x.shape()[0], B = x.shape()[1], C = x.shape()[2];
  if (T == 1) return reshape(x, {B, T, C});
  return reshape(split_heads(reshape(x, {1, T, B * C}), B), {B, T, C});
}

Tensor time_first(const Tensor& x) {
  const int64_t B = x.shape()[0], T = x.shape()[1], C = x.shape()[2];
  if (T == 1) return reshape(x, {T, B, C});
  return reshape(merge_heads(reshape(x, {1, B, T, C})), {T, B, C});
}

Array turned_to_batch(const Array& mask) {
  const int64_t S = mask.shape()[0], B = mask.shape()[1];
  Array rows = Array::uninitialized({B, S});
  for (int64_t i = 0; i < B * S; ++i) rows[i] = mask[i % S * B + i / S];
  return rows;
}

Ids turned(const Ids& ids) {
  const int64_t T = ids.shape()[0], B = ids.shape()[1];
  Ids all = ids;
  for (int64_t t = 0; t < T; ++t) std::copy_n(ids.data() + (T - 1 - t) * B, B, all.data() + t * B);
  return all;
}

Array turned(const Array& mask) {
  const int64_t T = mask.shape()[0], B = mask.shape()[1];
  Array all = Array::uninitialized(mask.shape());
  for (int64_t t = 0; t < T; ++t) std::copy_n(mask.data() + (T - 1 - t) * B, B, all.data() + t * B);
  return all;
}

Tensor turned(const Tensor& x) {
  std::vector<Tensor> steps;
  for (int64_t t = x.shape()[0] - 1; t >= 0; --t) steps.push_back(at_time(x, t));
  return stack(steps);
}

Array joined_steps(const std::vector<Array>& pieces) {
  const int64_t B = pieces[0].shape()[0], S = pieces[0].shape()[2];
  int64_t T = 0;
  for (const Array& piece : pieces) T += piece.shape()[1];
  Array all = Array::uninitialized({B, T, S});
  int64_t at = 0;
  for (const Array& piece : pieces) {
    const int64_t n = piece.shape()[1];
    for (int64_t b = 0; b < B; ++b)
      std::copy_n(piece.data() + b * n * S, n * S, all.data() + (b * T + at) * S);
    at += n;
  }
  return all;
}

}  // namespace p2g
