// The characters that stand for bytes in GPT-2's files: a byte that can be printed for itself, the others, in
// order, for 256, 257, …: a space is Ġ.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace p2g {

const std::array<int32_t, 256>& byte_alphabet();

std::string printed_bytes(std::string_view bytes);
// Back to bytes. Throws, beginning with `who` and `where`, for a character that stands for none.
std::string bytes_of_printed(std::string_view who, std::string_view printed, const std::string& where);

// For messages: what would break the line, or the terminal, is a question mark.
std::string one_line(std::string_view text);

}  // namespace p2g
