// Batches: the same from the same seed, entered again anywhere, and each target the token after its input.
#include "training/dataset.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

// Token i is i, so that a token tells where it stood.
TokenShard counting_shard(const ScratchFolder& folder, int32_t size) {
  std::vector<int32_t> tokens(static_cast<size_t>(size));
  std::iota(tokens.begin(), tokens.end(), 0);
  write_token_shard(folder / "t.bin", tokens, ShardFormat::raw);
  return TokenShard::open(folder / "t.bin", 65536);
}

void expect_windows(const Batch& batch, int64_t length, int64_t size) {
  ASSERT_EQ(batch.inputs.shape()[1], length);
  EXPECT_EQ(batch.inputs.shape(), batch.targets.shape());
  for (int64_t i = 0; i < batch.inputs.size(); ++i) {
    EXPECT_EQ(batch.inputs[i], batch.inputs[i / length * length] + i % length);
    EXPECT_EQ(batch.targets[i], batch.inputs[i] + 1);
    EXPECT_LT(batch.targets[i], size);
  }
}

TEST(BatchSampler, TargetsAreInputsOnePositionLater) {
  const ScratchFolder folder;
  const TokenShard shard = counting_shard(folder, 50);
  BatchSampler sampler(shard, 3, 8, Random(1));
  for (int i = 0; i < 20; ++i) {
    const Batch batch = sampler.next();
    EXPECT_EQ(batch.inputs.shape()[0], 3);
    expect_windows(batch, 8, 50);
  }
}

TEST(BatchSampler, EveryPlaceIsReached) {
  const ScratchFolder folder;
  const TokenShard shard = counting_shard(folder, 20);
  BatchSampler sampler(shard, 1, 8, Random(1));
  std::set<int32_t> starts;
  for (int i = 0; i < 400; ++i) starts.insert(sampler.next().inputs[0]);
  EXPECT_EQ(starts.size(), 12u);  // 0 … 11: the last target is token 19
  EXPECT_EQ(*starts.rbegin(), 11);
}

TEST(BatchSampler, AsLongAsTheShardAllows) {
  const ScratchFolder folder;
  const TokenShard shard = counting_shard(folder, 9);
  expect_windows(BatchSampler(shard, 2, 8, Random(1)).next(), 8, 9);
  EXPECT_TRUE(says(error_of([&] { BatchSampler(shard, 2, 9, Random(1)); }), {"9 tokens", "windows of 9"}));
  EXPECT_TRUE(says(error_of([&] { evaluation_batches(shard, 2, 9, 1); }), {"9 tokens", "windows of 9"}));
}

TEST(BatchSampler, TheSeedDecidesAndARestoredOneGoesOn) {
  const ScratchFolder folder;
  const TokenShard shard = counting_shard(folder, 1000);
  BatchSampler one(shard, 4, 16, Random(1)), same(shard, 4, 16, Random(1)), other(shard, 4, 16, Random(2));
  EXPECT_EQ(one.next().inputs.values(), same.next().inputs.values());
  EXPECT_NE(one.next().inputs.values(), other.next().inputs.values());

  const Random place = Random::restored(one.random().stream(), one.random().position());
  const Batch first = one.next(), second = one.next();
  other.restore(place);
  EXPECT_EQ(other.next().inputs.values(), first.inputs.values());
  EXPECT_EQ(other.next().targets.values(), second.targets.values());
}

std::vector<int32_t> starts_of(const std::vector<Batch>& batches) {
  std::vector<int32_t> starts;
  for (const Batch& batch : batches)
    for (int64_t row = 0; row < batch.inputs.shape()[0]; ++row)
      starts.push_back(batch.inputs[row * batch.inputs.shape()[1]]);
  return starts;
}

TEST(Evaluation, CoversEvenlyWithoutOverlap) {
  const ScratchFolder folder;
  for (const auto& [size, batch, length, count] :
       {std::array{1001, 4, 10, 5}, {1000, 4, 10, 5}, {95, 3, 8, 100}, {9, 4, 8, 1}, {500, 7, 3, 11}}) {
    const TokenShard shard = counting_shard(folder, size);
    const std::vector<Batch> batches = evaluation_batches(shard, batch, length, count);
    ASSERT_LE(batches.size(), static_cast<size_t>(count));
    for (const Batch& one : batches) expect_windows(one, length, size);
    const std::vector<int32_t> starts = starts_of(batches);
    const int windows = (size - 1) / length, rows = std::min(windows, batch * count);
    EXPECT_EQ(static_cast<int>(starts.size()), rows);
    EXPECT_EQ(starts.front(), 0);
    const int even = windows / rows * length;
    for (size_t i = 1; i < starts.size(); ++i) {
      EXPECT_GE(starts[i] - starts[i - 1], std::max(length, even));
      EXPECT_LE(starts[i] - starts[i - 1], even + length);
    }
    EXPECT_EQ(starts_of(evaluation_batches(shard, batch, length, count)), starts);
  }
}

}  // namespace
}  // namespace p2g
