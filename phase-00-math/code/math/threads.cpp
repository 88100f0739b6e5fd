#include "math/threads.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "math/error.h"

namespace p2g {
namespace {

// Idle workers watch for the next loop this many times before they sleep: waking costs more than most loops.
constexpr int kSpins = 20000;

inline void pause_briefly() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

struct Loop {
  RangeFunction body;
  int64_t n, grain;
  std::atomic<int64_t> next{0};
  std::mutex error_mutex;
  std::exception_ptr error;

  void work() {
    for (;;) {
      const int64_t first = next.fetch_add(grain, std::memory_order_relaxed);
      if (first >= n) return;
      try {
        body(first, std::min(n, first + grain));
      } catch (...) {
        const std::lock_guard lock(error_mutex);
        if (!error) error = std::current_exception();
      }
    }
  }
};

thread_local bool inside_loop = false;

// Workers join the loop at the gate while it is open. The caller takes pieces too, closes the gate when none
// is left, and waits for those inside only: a worker that the system has not let run holds nobody up.
class Workers {
 public:
  explicit Workers(int count) {
    for (int i = 0; i < count; ++i) threads_.emplace_back([this] { serve(); });
  }

  ~Workers() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
      gate_.fetch_add(kNextLoop);
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
  }

  int count() const { return static_cast<int>(threads_.size()); }

  void run(Loop& loop) {
    loop_ = &loop;
    {
      const std::lock_guard lock(mutex_);
      gate_.store((loop_number(gate_.load(std::memory_order_relaxed)) + 1) * kNextLoop | kOpen,
                  std::memory_order_release);
    }
    if (sleeping_.load() > 0) wake_.notify_all();
    inside_loop = true;
    loop.work();
    inside_loop = false;
    gate_.fetch_and(~kOpen, std::memory_order_relaxed);
    for (int spin = 0; (gate_.load(std::memory_order_acquire) & kInside) != 0; ++spin) {
      pause_briefly();
      if (spin > kSpins) std::this_thread::yield();
    }
  }

 private:
  // The gate: how many are inside (16 bits), whether it is open (1), and the number of the loop.
  static constexpr uint64_t kInside = 0xffff, kOpen = kInside + 1, kNextLoop = 2 * kOpen;
  static uint64_t loop_number(uint64_t gate) { return gate / kNextLoop; }

  void serve() {
    inside_loop = true;
    uint64_t seen = 0;
    const auto nothing_new = [&] { return loop_number(gate_.load(std::memory_order_acquire)) == seen; };
    for (;;) {
      for (int spin = 0; spin < kSpins && nothing_new(); ++spin) pause_briefly();
      if (nothing_new()) {
        std::unique_lock lock(mutex_);
        sleeping_.fetch_add(1);
        wake_.wait(lock, [&] { return !nothing_new(); });
        sleeping_.fetch_sub(1);
      }
      if (stop_) return;
      uint64_t gate = gate_.load(std::memory_order_acquire);
      seen = loop_number(gate);
      while (loop_number(gate) == seen && (gate & kOpen) != 0) {
        if (!gate_.compare_exchange_weak(gate, gate + 1, std::memory_order_acq_rel)) continue;
        loop_->work();
        gate_.fetch_sub(1, std::memory_order_release);
        break;
      }
    }
  }

  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<uint64_t> gate_{0};
  std::atomic<int> sleeping_{0};
  Loop* loop_ = nullptr;
  std::atomic<bool> stop_{false};
};

int default_thread_count() {
  if (const char* wanted = std::getenv("P2G_THREADS")) {
    int count = 0;
    const auto [end, error] = std::from_chars(wanted, wanted + std::strlen(wanted), count);
    if (error != std::errc() || *end != '\0' || count < 1 || count > 1024)
      fail("threads", "P2G_THREADS is '{}', wanted a number from 1 to 1024", wanted);
    return count;
  }
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int& chosen_count() {
  static int count = default_thread_count();
  return count;
}

// Only the outermost loop is spread over the workers; two threads of a program take turns.
std::mutex& loop_mutex() {
  static std::mutex mutex;
  return mutex;
}

Workers& workers() {
  static std::unique_ptr<Workers> instance;
  if (!instance || instance->count() != chosen_count() - 1) {
    instance.reset();
    instance = std::make_unique<Workers>(chosen_count() - 1);
  }
  return *instance;
}

}  // namespace

int thread_count() { return chosen_count(); }

void set_thread_count(int n) {
  if (n < 1 || n > 1024) fail("threads", "{} threads, wanted 1 to 1024", n);
  if (inside_loop) fail("threads", "the number of threads cannot change inside a parallel loop");
  const std::lock_guard lock(loop_mutex());
  chosen_count() = n;
}

void parallel_for(int64_t n, int64_t grain, RangeFunction body) {
  if (n <= 0) return;
  grain = std::max<int64_t>(1, grain);
  if (n <= grain || inside_loop || chosen_count() == 1) {
    for (int64_t first = 0; first < n; first += grain) body(first, std::min(n, first + grain));
    return;
  }
  const std::lock_guard lock(loop_mutex());
  Loop loop{body, n, grain, {}, {}, {}};
  workers().run(loop);
  if (loop.error) std::rethrow_exception(loop.error);
}

double parallel_sum(int64_t n, int64_t grain, double (*body)(const void*, int64_t, int64_t),
                    const void* state) {
  if (n <= 0) return 0;
  grain = std::max<int64_t>(1, grain);
  std::vector<double> parts(static_cast<size_t>((n + grain - 1) / grain));
  parallel_for(n, grain, [&](int64_t first, int64_t last) {
    parts[static_cast<size_t>(first / grain)] = body(state, first, last);
  });
  double total = 0;
  for (const double part : parts) total += part;
  return total;
}

}  // namespace p2g
