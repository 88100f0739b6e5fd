// Memory that is used again: a training step asks for the same sizes over and over, and fresh pages are slow.
#pragma once

#include <cstddef>
#include <memory>

namespace p2g {

// Uninitialised, 64-byte aligned; returns to the pool when the last owner lets go. Thread-safe.
// Blocks of 2 MiB and more are aligned to huge pages, and the system is asked for them.
std::shared_ptr<std::byte> pooled_bytes(size_t bytes);

struct PoolStatistics {
  size_t in_use;  // bytes owned by arrays now
  size_t idle;    // bytes kept for the next array
  size_t peak;    // the most that was ever in use
};
PoolStatistics pool_statistics();
void release_idle_memory();  // gives the idle blocks back to the system

}  // namespace p2g
