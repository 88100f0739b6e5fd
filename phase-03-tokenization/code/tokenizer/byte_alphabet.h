// The characters that stand for bytes in GPT-2's files: a byte that can be printed for itself, the others, in
// order, for 256, 257, …: a space is Ġ.
#pragma once

#include <array>
#include <cstdint>

namespace p2g {

const std::array<int32_t, 256>& byte_alphabet();

}  // namespace p2g
