// A file's bytes in order; a gzip file (RFC 1952) is inflated on the way, by zlib. Memory stays small,
// however much a file claims to hold.
//
// Errors, one line each: no such file, no bytes in it, a gzip stream that is cut short, damaged, or followed
// by something else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace p2g {

class GzipFile {
 public:
  GzipFile(std::string who, std::filesystem::path path);  // `who` begins its errors
  ~GzipFile();
  GzipFile(const GzipFile&) = delete;
  GzipFile& operator=(const GzipFile&) = delete;

  // The next bytes, `count` of them; fewer only where the file ends.
  size_t read(uint8_t* to, size_t count);
  bool compressed() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// All of it, as text.
std::string read_gzip(const std::string& who, const std::filesystem::path& path);

}  // namespace p2g
