#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "math/entropy.h"
#include "math/error.h"

namespace p2g {
namespace {

// The entropy of the text's n-grams, in nats.
double block_entropy(std::string_view text, size_t n) {
  std::unordered_map<std::string_view, int64_t> counts;
  const size_t blocks = text.size() - n + 1;
  for (size_t i = 0; i < blocks; ++i) ++counts[text.substr(i, n)];
  double total = 0;
  for (const auto& [block, count] : counts) {
    const double p = static_cast<double>(count) / static_cast<double>(blocks);
    total -= p * std::log(p);
  }
  return total;
}

}  // namespace

double conditional_entropy_bits(std::string_view text, int n) {
  if (n < 1) fail("entropy", "n is {}, wanted 1 or more", n);
  const auto length = static_cast<size_t>(n);
  if (text.size() < length) fail("entropy", "a text of {} symbols has no {}-gram", text.size(), n);
  return in_bits(block_entropy(text, length) - (n == 1 ? 0 : block_entropy(text, length - 1)));
}

std::string letters_and_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower >= 'a' && lower <= 'z')
      out += lower;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace p2g
