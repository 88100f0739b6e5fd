#include "training/dataset.h"

#include <algorithm>

#include "math/error.h"

namespace p2g {
namespace {

void check_length(const TokenShard& shard, int64_t length) {
  if (shard.size() <= length)
    fail("data",
         "{} tokens are too few for windows of {} and their next tokens: use a shorter --seq or more text",
         shard.size(), length);
}

Batch empty_batch(int64_t batch, int64_t length) {
  return {Ids::filled({batch, length}, 0), Ids::filled({batch, length}, 0)};
}

void fill_row(Batch& batch, int64_t row, const TokenShard& shard, int64_t first) {
  const int64_t T = batch.inputs.shape()[1];
  shard.copy(first, T, batch.inputs.data() + row * T);
  shard.copy(first + 1, T, batch.targets.data() + row * T);
}

}  // namespace

BatchSampler::BatchSampler(const TokenShard& shard, int64_t batch, int64_t length, Random random)
    : shard_(shard), batch_(batch), length_(length), random_(random) {
  check_length(shard, length);
}

Batch BatchSampler::next() {
  Batch batch = empty_batch(batch_, length_);
  for (int64_t row = 0; row < batch_; ++row)
    fill_row(batch, row, shard_,
             static_cast<int64_t>(random_.below(static_cast<uint64_t>(shard_.size() - length_))));
  return batch;
}

std::vector<Batch> evaluation_batches(const TokenShard& shard, int64_t batch, int64_t length, int64_t count) {
  check_length(shard, length);
  const int64_t windows = (shard.size() - 1) / length;  // that do not overlap
  const int64_t rows = std::min(windows, batch * count);
  std::vector<Batch> batches;
  for (int64_t row = 0; row < rows; row += batch) {
    Batch next = empty_batch(std::min(batch, rows - row), length);
    for (int64_t i = 0; i < next.inputs.shape()[0]; ++i)
      fill_row(next, i, shard, (row + i) * windows / rows * length);
    batches.push_back(std::move(next));
  }
  return batches;
}

}  // namespace p2g
