#include "tokenizer/unicode.h"

namespace p2g {
namespace {

// How many bytes a sequence that starts so has; 0 for a byte that starts none.
uint32_t length_of(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
}

// The smallest code point that needs so many bytes: a smaller one is written too long.
constexpr int32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};

}  // namespace

CodePoint code_point_at(std::string_view text, size_t position) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[position + i]); };
  constexpr CodePoint kBroken{kInvalid, 1};
  const uint32_t length = length_of(byte(0));
  if (length == 1) return {byte(0), 1};
  if (length == 0 || text.size() - position < length) return kBroken;
  int32_t value = byte(0) & (0x7F >> length);
  for (uint32_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return kBroken;
    value = value << 6 | (byte(i) & 0x3F);
  }
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < kSmallest[length] || value > 0x10FFFF || surrogate) return kBroken;
  return {value, length};
}

}  // namespace p2g
