#include "math/pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>

namespace p2g {
namespace {

constexpr size_t kHugePage = size_t{2} << 20;

class Pool {
 public:
  std::byte* take(size_t& bytes) {
    bytes = round_up(bytes);
    {
      const std::lock_guard lock(mutex_);
      // An idle block serves if it wastes less than an eighth.
      const auto fit = idle_.lower_bound(bytes);
      if (fit != idle_.end() && fit->first <= bytes + bytes / 8) {
        std::byte* block = fit->second;
        bytes = fit->first;
        idle_.erase(fit);
        idle_bytes_ -= bytes;
        count_use(bytes);
        return block;
      }
    }
    std::byte* block = fresh(bytes);
    const std::lock_guard lock(mutex_);
    count_use(bytes);
    return block;
  }

  void give_back(std::byte* block, size_t bytes) {
    const std::lock_guard lock(mutex_);
    in_use_ -= bytes;
    idle_bytes_ += bytes;
    idle_.emplace(bytes, block);
  }

  void release_idle() {
    const std::lock_guard lock(mutex_);
    for (const auto& [bytes, block] : idle_) std::free(block);
    idle_.clear();
    idle_bytes_ = 0;
  }

  PoolStatistics statistics() {
    const std::lock_guard lock(mutex_);
    return {in_use_, idle_bytes_, peak_};
  }

 private:
  static size_t round_up(size_t bytes) {
    const size_t unit = bytes >= kHugePage ? 65536 : bytes >= 4096 ? 4096 : 64;
    return std::max<size_t>(1, (bytes + unit - 1) / unit) * unit;
  }

  static std::byte* fresh(size_t bytes) {
    const size_t alignment = bytes >= kHugePage ? kHugePage : 64;
    void* block = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (block == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    if (alignment == kHugePage) madvise(block, bytes, MADV_HUGEPAGE);
#endif
    return static_cast<std::byte*>(block);
  }

  void count_use(size_t bytes) {
    in_use_ += bytes;
    peak_ = std::max(peak_, in_use_);
  }

  std::mutex mutex_;
  std::multimap<size_t, std::byte*> idle_;
  size_t in_use_ = 0, idle_bytes_ = 0, peak_ = 0;
};

// Never destroyed: arrays may outlive every other static object.
Pool& pool() {
  static Pool* instance = new Pool;
  return *instance;
}

}  // namespace

std::shared_ptr<std::byte> pooled_bytes(size_t bytes) {
  size_t capacity = bytes;
  std::byte* block = pool().take(capacity);
  return {block, [capacity](std::byte* p) { pool().give_back(p, capacity); }};
}

PoolStatistics pool_statistics() { return pool().statistics(); }
void release_idle_memory() { pool().release_idle(); }

}  // namespace p2g
