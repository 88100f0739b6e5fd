#include "training/run_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "gpt2/atomic_file.h"
#include "math/error.h"

namespace p2g {

namespace fs = std::filesystem;

void make_run_folder(const fs::path& run) {
  std::error_code error;
  fs::create_directories(run, error);
  if (error) fail("train", "cannot make the folder {}: {}", run.string(), error.message());
  if (fs::exists(run / "settings.json"))
    fail("train", "{} holds a run already: go on with `train resume {}`, or choose another --out",
         run.string(), run.string());
  for (const auto& entry : fs::directory_iterator(run)) {
    const std::string name = entry.path().filename();
    if (name.starts_with(".") || name.ends_with(".part")) continue;  // of a start that was cut short
    fail("train", "{} is not empty ({} is there): choose another --out", run.string(), name);
  }
}

void check_room(const fs::path& run, int64_t bytes) {
  write_file_atomically((run / ".probe").string(), "room\n");
  fs::remove(run / ".probe");
  struct statvfs disk {};
  if (statvfs(run.c_str(), &disk) != 0) return;  // a file system that cannot tell
  const auto free = static_cast<int64_t>(disk.f_bavail) * static_cast<int64_t>(disk.f_frsize);
  if (free < bytes)
    fail("train", "{} has {} MB free, but its checkpoints take {}: free some space, or choose another folder",
         run.string(), free >> 20, bytes >> 20);
}

RunLock::RunLock(const fs::path& run) {
  const std::string path = (run / ".lock").string();
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) fail("train", "cannot write {}: {}", path, std::strerror(errno));
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return;  // or a system without locks
  close(descriptor_);
  fail("train", "another program is training in {}: wait for it, or stop it", run.string());
}

RunLock::~RunLock() { close(descriptor_); }

}  // namespace p2g
