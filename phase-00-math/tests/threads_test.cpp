#include "math/threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "throws.h"

namespace p2g {
namespace {

class Threads : public ::testing::Test {
 protected:
  void TearDown() override { set_thread_count(before_); }
  int before_ = thread_count();
};

using Pieces = std::set<std::pair<int64_t, int64_t>>;

Pieces pieces(int64_t n, int64_t grain) {
  std::mutex mutex;
  Pieces seen;
  parallel_for(n, grain, [&](int64_t first, int64_t last) {
    const std::lock_guard lock(mutex);
    EXPECT_TRUE(seen.insert({first, last}).second) << "a piece came twice";
  });
  return seen;
}

TEST_F(Threads, PiecesDoNotDependOnTheirNumber) {
  const Pieces wanted{{0, 10}, {10, 20}, {20, 25}};
  for (const int count : {1, 2, 3, 8}) {
    set_thread_count(count);
    EXPECT_EQ(thread_count(), count);
    EXPECT_EQ(pieces(25, 10), wanted);
    EXPECT_EQ(pieces(10, 10), (Pieces{{0, 10}}));
    EXPECT_EQ(pieces(3, 100), (Pieces{{0, 3}}));
    EXPECT_EQ(pieces(2, 0), (Pieces{{0, 1}, {1, 2}}));
    EXPECT_EQ(pieces(0, 10), Pieces{});
    EXPECT_EQ(pieces(-5, 10), Pieces{});
  }
}

TEST_F(Threads, EveryElementIsVisitedOnce) {
  set_thread_count(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::atomic<int>> visits(1000);
    parallel_for(1000, 7, [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) ++visits[static_cast<size_t>(i)];
    });
    for (const auto& count : visits) ASSERT_EQ(count, 1);
  }
}

TEST_F(Threads, SeveralTakePart) {
  set_thread_count(2);
  std::atomic<int> inside{0};
  std::atomic<bool> together{false};
  parallel_for(2, 1, [&](int64_t, int64_t) {  // each piece waits for the other, so no thread can do both
    ++inside;
    for (int64_t spin = 0; inside < 2 && spin < 2'000'000'000; ++spin) std::this_thread::yield();
    if (inside == 2) together = true;
  });
  EXPECT_TRUE(together);
}

TEST_F(Threads, ExceptionsComeBackAndLeaveTheThreadsUsable) {
  for (const int count : {1, 4}) {
    set_thread_count(count);
    for (int round = 0; round < 20; ++round)
      EXPECT_EQ(error_of([] {
                  parallel_for(100, 1, [](int64_t first, int64_t) {
                    if (first == 57) fail("piece", "{}", first);
                  });
                }),
                "[piece] 57");
    EXPECT_EQ(pieces(25, 10).size(), 3u);
  }
}

TEST_F(Threads, LoopsInsideLoopsRunInPlace) {
  set_thread_count(4);
  std::atomic<int64_t> total{0}, strangers{0};
  parallel_for(8, 1, [&](int64_t, int64_t) {
    const auto self = std::this_thread::get_id();
    parallel_for(100, 3, [&](int64_t first, int64_t last) {
      total += last - first;
      strangers += std::this_thread::get_id() != self;
    });
  });
  EXPECT_EQ(total, 800);
  EXPECT_EQ(strangers, 0);
}

TEST_F(Threads, TwoThreadsOfAProgramTakeTurns) {
  set_thread_count(3);
  std::atomic<int64_t> total{0};
  const auto work = [&] {
    for (int round = 0; round < 300; ++round)
      parallel_for(64, 4, [&](int64_t first, int64_t last) { total += last - first; });
  };
  std::thread other(work);
  work();
  other.join();
  EXPECT_EQ(total, 2 * 300 * 64);
}

TEST_F(Threads, SumsAreTheSameBitsForAnyNumber) {
  const auto harmonic = [](int64_t first, int64_t last) {
    double sum = 0;
    for (int64_t i = first; i < last; ++i) sum += 1.0 / static_cast<double>(i + 1);
    return sum;
  };
  set_thread_count(1);
  const double one = parallel_sum(100000, 1000, harmonic);
  EXPECT_NEAR(one, std::log(100000) + 0.5772156649015329 + 0.5 / 100000, 1e-9);
  for (const int count : {2, 3, 8}) {
    set_thread_count(count);
    EXPECT_EQ(parallel_sum(100000, 1000, harmonic), one);
  }
  EXPECT_EQ(parallel_sum(0, 10, harmonic), 0);
}

TEST_F(Threads, RefuseAnImpossibleNumber) {
  EXPECT_TRUE(says(error_of([] { set_thread_count(0); }), {"[threads]", "0", "1 to 1024"}));
  EXPECT_THROW(set_thread_count(5000), Error);
  set_thread_count(2);
  EXPECT_TRUE(says(error_of([] { parallel_for(4, 1, [](int64_t, int64_t) { set_thread_count(1); }); }),
                   {"[threads]", "inside a parallel loop"}));
}

// A fresh process reads P2G_THREADS.
int exit_code_with(const char* value) {
  setenv("P2G_THREADS", value, 1);
  return run_main("demo", [] { return 40 + thread_count(); });
}

TEST(ThreadsFromTheEnvironment, AreReadAndChecked) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(std::exit(exit_code_with("3")), ::testing::ExitedWithCode(43), "");
  EXPECT_EXIT(std::exit(exit_code_with("many")), ::testing::ExitedWithCode(1), "P2G_THREADS is 'many'");
  EXPECT_EXIT(std::exit(exit_code_with("0")), ::testing::ExitedWithCode(1), "P2G_THREADS is '0'");
}

}  // namespace
}  // namespace p2g
