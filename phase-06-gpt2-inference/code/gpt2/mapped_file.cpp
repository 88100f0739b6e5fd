#include "gpt2/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "math/error.h"

namespace p2g {
namespace {

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) close(number);
  }
};

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::string& path) {
  // Without O_NONBLOCK a named pipe would wait for its writer.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.number < 0) fail("file", "cannot open {}: {}", path, std::strerror(errno));
  struct stat status {};
  if (fstat(file.number, &status) != 0) fail("file", "cannot look at {}: {}", path, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) fail("file", "{} is not a regular file", path);

  const auto size = static_cast<size_t>(status.st_size);
  if (size == 0) return std::shared_ptr<MappedFile>(new MappedFile(nullptr, 0));
  void* data = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.number, 0);
  if (data == MAP_FAILED) fail("file", "cannot map {} ({} bytes): {}", path, size, std::strerror(errno));
  return std::shared_ptr<MappedFile>(new MappedFile(static_cast<std::byte*>(data), size));
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(data_, size_);
}

void MappedFile::will_need() const {
  if (data_ != nullptr) madvise(data_, size_, MADV_WILLNEED);
}

}  // namespace p2g
