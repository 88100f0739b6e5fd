#include "tokenizer/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace p2g {
namespace {

CharacterClass look_up(int32_t c) {
  // Unicode's White_Space: what \s means in GPT-2's pattern.
  if ((c >= 9 && c <= 13) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
      (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000)
    return CharacterClass::space;
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return CharacterClass::letter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return CharacterClass::number;
    default:
      return CharacterClass::other;
  }
}

// How many bytes a sequence that starts so wants; 1 for bytes that start none.
size_t wanted_bytes(unsigned char first) {
  return first >= 0xC2 && first < 0xE0   ? 2
         : first >= 0xE0 && first < 0xF0 ? 3
         : first >= 0xF0 && first < 0xF5 ? 4
                                         : 1;
}

}  // namespace

const std::array<CharacterClass, 128>& ascii_classes() {
  static const std::array<CharacterClass, 128> classes = [] {
    std::array<CharacterClass, 128> table{};
    for (size_t i = 0; i < table.size(); ++i) table[i] = look_up(static_cast<int32_t>(i));
    return table;
  }();
  return classes;
}

CharacterClass class_of(int32_t c) {
  if (c >= 0 && c < 128) return ascii_classes()[static_cast<size_t>(c)];
  return c < 0 ? CharacterClass::other : look_up(c);
}

std::string to_utf8(int32_t c) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t used = utf8proc_encode_char(c, bytes.data());
  return std::string(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(used));
}

std::string Utf8Stream::push(std::string_view bytes) {
  held_ += bytes;
  // Only the last three bytes can begin a sequence that is not complete yet.
  size_t end = held_.size();
  for (size_t back = 1; back <= std::min<size_t>(3, held_.size()); ++back)
    if (wanted_bytes(static_cast<unsigned char>(held_[held_.size() - back])) > back)
      end = held_.size() - back;
  std::string shown = held_.substr(0, end);
  held_.erase(0, end);
  return shown;
}

std::string Utf8Stream::finish() {
  std::string rest;
  rest.swap(held_);
  return rest;
}

}  // namespace p2g
