// A run's folder: new, with room on its disk, and one writer at a time.
#pragma once

#include <cstdint>
#include <filesystem>

namespace p2g {

// Makes it where needed. Throws unless it is empty: nothing of an earlier run may mix with a new one's.
void make_run_folder(const std::filesystem::path& run);

// Writes and syncs a file, and looks for `bytes` of free space: better said before a run than hours later.
void check_room(const std::filesystem::path& run, int64_t bytes);

// Held while a program writes to the run; a killed program's goes away with it.
class RunLock {
 public:
  explicit RunLock(const std::filesystem::path& run);  // throws if another program holds it
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace p2g
