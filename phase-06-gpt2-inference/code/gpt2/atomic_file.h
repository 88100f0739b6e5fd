// A file that appears whole or not at all: written beside its name, synced, then renamed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace p2g {

// Until commit() the file is PATH.part; without commit() it is removed again. A crash leaves at most that
// one, which the next writer overwrites. Errors (full disk, no permission) throw, naming path and cause.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(const void* data, size_t bytes);
  void commit();  // syncs the file, renames it, syncs the folder

 private:
  [[noreturn]] void failed(std::string_view action) const;

  std::string path_, partial_;
  int descriptor_ = -1;
};

// A new name is on disk only when its folder is. Not every file system can sync one: that is no error.
void sync_folder(const std::string& folder);

void write_file_atomically(const std::string& path, std::string_view contents);

}  // namespace p2g
