// A folder that goes away with the test, and safetensors files written without the writer under test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace p2g {

class ScratchFolder {
 public:
  ScratchFolder() : path_(std::filesystem::path(testing::TempDir()) / name()) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string operator/(const std::string& file) const { return (path_ / file).string(); }
  std::string path() const { return path_.string(); }
  std::string put(const std::string& file, const std::string& bytes) const {
    const std::string path = *this / file;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

 private:
  static std::string name() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    return std::string("p2g_") + test->test_suite_name() + "_" + test->name() + "_" +
           std::to_string(getpid());
  }
  std::filesystem::path path_;
};

inline std::string contents(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

inline std::string little_endian_64(uint64_t value) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

// A safetensors file of the header as given, and `data_bytes` zeros.
inline std::string raw_safetensors(const std::string& header, size_t data_bytes) {
  return little_endian_64(header.size()) + header + std::string(data_bytes, '\0');
}

}  // namespace p2g
