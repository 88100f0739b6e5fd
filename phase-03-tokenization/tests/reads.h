// Pieces as a reader sees them, and what mistakes would have made of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "close_to.h"

namespace p2g {

struct Misread {
  std::string text;
  std::string cause;
};

inline ::testing::AssertionResult reads(const std::string& got, const std::string& want,
                                        const std::vector<Misread>& misread, const std::string& otherwise) {
  std::string likely = otherwise;
  for (const Misread& m : misread)
    if (got == m.text) likely = m.cause;
  return holds(got == want, want, got.empty() ? "nothing" : got, likely);
}

template <typename Pieces>
std::string joined(const Pieces& pieces) {
  std::string text;
  for (const auto& piece : pieces) {
    if (!text.empty()) text += ' ';
    text += piece;
  }
  return text;
}

// Symbols as letters: 0 is a, 1 is b, …
inline std::string as_letters(const std::vector<int32_t>& symbols) {
  std::string text;
  for (const int32_t symbol : symbols) text += static_cast<char>('a' + symbol);
  return text;
}
inline std::vector<int32_t> as_symbols(std::string_view letters) {
  std::vector<int32_t> symbols;
  for (const char c : letters) symbols.push_back(c - 'a');
  return symbols;
}

}  // namespace p2g
