#include "tokenizer/byte_alphabet.h"

#include <map>

#include "math/error.h"
#include "tokenizer/unicode.h"

namespace p2g {

const std::array<int32_t, 256>& byte_alphabet() {
  static const std::array<int32_t, 256> alphabet = [] {
    std::array<int32_t, 256> table{};
    int32_t next = 256;
    for (int32_t byte = 0; byte < 256; ++byte) {
      const bool shows = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
      table[static_cast<size_t>(byte)] = shows ? byte : next++;
    }
    return table;
  }();
  return alphabet;
}

std::string printed_bytes(std::string_view bytes) {
  std::string result;
  for (const char c : bytes) result += to_utf8(byte_alphabet()[static_cast<unsigned char>(c)]);
  return result;
}

std::string bytes_of_printed(std::string_view who, std::string_view printed, const std::string& where) {
  static const std::map<int32_t, char> bytes = [] {
    std::map<int32_t, char> table;
    for (size_t byte = 0; byte < 256; ++byte) table[byte_alphabet()[byte]] = static_cast<char>(byte);
    return table;
  }();
  std::string result;
  for (size_t i = 0; i < printed.size();) {
    const CodePoint c = code_point_at(printed, i);
    const auto found = bytes.find(c.value);
    if (found == bytes.end())
      fail(who, "{}: '{}' has a character that stands for no byte", where, one_line(printed));
    result += found->second;
    i += c.bytes;
  }
  return result;
}

std::string one_line(std::string_view text) {
  std::string shown;
  for (const char c : text) shown += static_cast<unsigned char>(c) < 32 || c == 127 ? '?' : c;
  return shown;
}

}  // namespace p2g
