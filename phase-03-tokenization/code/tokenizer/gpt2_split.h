// GPT-2 cuts text into words before it merges bytes, so that no token spans two of them (Radford et al.
// 2019).
//
// A scanner by hand for the pattern  's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
// ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+ Bytes that are not UTF-8 count as neither letter, number nor space.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace p2g {

// Where the word that starts at `start` (inside the text) ends.
size_t gpt2_word_end(std::string_view text, size_t start);

std::vector<std::string_view> gpt2_split(std::string_view text);

}  // namespace p2g
