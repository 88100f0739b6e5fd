#include "math/pool.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace p2g {
namespace {

class Pool : public ::testing::Test {
 protected:
  void SetUp() override { release_idle_memory(); }
};

TEST_F(Pool, UsesABlockAgain) {
  for (const size_t bytes : {size_t{100}, size_t{70000}, size_t{5} << 20}) {
    const std::byte* first = pooled_bytes(bytes).get();
    EXPECT_EQ(pooled_bytes(bytes).get(), first) << bytes;
    const auto held = pooled_bytes(bytes), other = pooled_bytes(bytes);
    EXPECT_NE(held.get(), other.get());
  }
}

TEST_F(Pool, DoesNotWasteALargeBlockOnASmallArray) {
  const std::byte* large = pooled_bytes(1 << 20).get();
  EXPECT_NE(pooled_bytes(1 << 10).get(), large);
}

TEST_F(Pool, CountsWhatIsInUseAndIdle) {
  const PoolStatistics before = pool_statistics();
  EXPECT_EQ(before.idle, 0u);
  {
    const auto block = pooled_bytes(1 << 20);
    EXPECT_EQ(pool_statistics().in_use, before.in_use + (1 << 20));
    EXPECT_GE(pool_statistics().peak, before.in_use + (1 << 20));
  }
  EXPECT_EQ(pool_statistics().in_use, before.in_use);
  EXPECT_EQ(pool_statistics().idle, size_t{1} << 20);
  release_idle_memory();
  EXPECT_EQ(pool_statistics().idle, 0u);
}

TEST_F(Pool, GivesNothingAwayForMoreThanThereIs) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer ends the program where the system would refuse";
#endif
  const PoolStatistics before = pool_statistics();
  EXPECT_THROW((void)pooled_bytes(size_t{1} << 60), std::bad_alloc);
  EXPECT_EQ(pool_statistics().in_use, before.in_use);
}

TEST_F(Pool, AlignsAndHandsOutEvenNothing) {
  for (const size_t bytes : {size_t{0}, size_t{1}, size_t{65}, size_t{1} << 21}) {
    const auto block = pooled_bytes(bytes);
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(block.get()) % 64, 0u);
  }
}

TEST_F(Pool, ServesManyThreadsWithBlocksOfTheirOwn) {
  std::vector<std::thread> threads;
  std::vector<int> broken(4, 0);
  for (int id = 0; id < 4; ++id)
    threads.emplace_back([id, &broken] {
      for (int i = 0; i < 2000; ++i) {
        const auto block = pooled_bytes(256);
        std::memset(block.get(), id, 256);
        for (int at = 0; at < 256; ++at) broken[static_cast<size_t>(id)] += block.get()[at] != std::byte(id);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(broken, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace p2g
