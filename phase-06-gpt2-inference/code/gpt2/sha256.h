// SHA-256 (FIPS 180-4): a fingerprint of 32 bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace p2g {

class Sha256 {
 public:
  void update(const void* data, size_t bytes);
  std::string hex();  // 64 lower-case digits; ends the message, call it once

 private:
  void block(const uint8_t* bytes);

  std::array<uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> pending_{};
  uint64_t length_ = 0;  // bytes so far
};

std::string sha256_hex(std::string_view text);
std::string sha256_of_file(const std::string& path);

}  // namespace p2g
