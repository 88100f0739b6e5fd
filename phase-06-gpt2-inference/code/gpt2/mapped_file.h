// A whole file as memory: the system brings the pages in when they are read.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace p2g {

// Mapped privately: writing to the bytes changes this process's copy of a page, never the file.
// A file that another program cuts short while it is mapped ends the process with SIGBUS when the lost pages
// are read; replacing a file by rename, or deleting it, is harmless.
class MappedFile {
 public:
  // Throws unless the path is a regular file that can be read.
  static std::shared_ptr<const MappedFile> open(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::byte* data() const { return data_; }
  size_t size() const { return size_; }
  // Tells the system that all of it will be read soon, so that it reads ahead.
  void will_need() const;

 private:
  MappedFile(std::byte* data, size_t size) : data_(data), size_(size) {}
  std::byte* data_;
  size_t size_;
};

}  // namespace p2g
