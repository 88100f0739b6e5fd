// Text as code points, from bytes that may be anything.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace p2g {

inline constexpr int32_t kInvalid = -1;  // a byte that is no part of valid UTF-8

struct CodePoint {
  int32_t value;   // or kInvalid
  uint32_t bytes;  // 1 to 4; an invalid byte stands for itself
};

// The code point at `position`, which lies inside the text. Overlong forms, surrogates and cut sequences are
// invalid.
CodePoint code_point_at(std::string_view text, size_t position);

// What GPT-2's pattern tells apart: \p{L}, \p{N}, \s, and everything else.
enum class CharacterClass : uint8_t { letter, number, space, other };
CharacterClass class_of(int32_t code_point);
const std::array<CharacterClass, 128>& ascii_classes();  // the same, for those that are asked most often

std::string to_utf8(int32_t code_point);

// Bytes that may end inside a code point, made into text that never does.
class Utf8Stream {
 public:
  std::string push(std::string_view bytes);  // what can be shown now
  std::string finish();                      // the rest, complete or not

 private:
  std::string held_;
};

}  // namespace p2g
