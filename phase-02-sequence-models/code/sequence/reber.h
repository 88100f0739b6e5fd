// The embedded Reber grammar (Reber 1967; Cleeremans et al. 1989; Hochreiter and Schmidhuber 1997): to know
// the last letter but one, the second must be remembered over a string of any length.
//
//   B {T reber T | P reber P} E, and reber: B … E, a walk over a small graph
#pragma once

#include <span>
#include <string>
#include <vector>

#include "math/random.h"

namespace p2g {

inline constexpr char kReberLetters[] = "BTPSXVE";
inline constexpr int32_t kReberSymbols = 7;

struct ReberString {
  std::vector<int32_t> symbols;  // indices into kReberLetters
  std::vector<uint32_t> legal;   // bit s of legal[t]: symbol s may follow symbols[0 … t]; 0 after the end
};

ReberString embedded_reber(Random& random);
// Strings one after the other, without a mark between them, cut at `length` symbols (Gers et al. 2000).
ReberString continual_reber(int64_t length, Random& random);

bool is_embedded_reber(std::span<const int32_t> symbols);
std::string reber_text(std::span<const int32_t> symbols);

}  // namespace p2g
