#include "math/entropy.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <unordered_map>

#include "math/error.h"

namespace p2g {
namespace {

void check_distribution(const char* who, const char* name, std::span<const double> p) {
  double total = 0;
  for (size_t i = 0; i < p.size(); ++i) {
    if (!(p[i] >= 0)) fail(who, "{}[{}] is {}, wanted a probability", name, i, p[i]);
    total += p[i];
  }
  if (!(std::abs(total - 1) <= 1e-6))
    fail(who, "the {} numbers of {} sum to {}, wanted 1", p.size(), name, total);
}

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

double entropy(std::span<const double> p) { return cross_entropy(p, p); }

double cross_entropy(std::span<const double> p, std::span<const double> q) {
  if (p.size() != q.size())
    fail("cross_entropy", "p has {} numbers and q {}: wanted as many", p.size(), q.size());
  check_distribution("cross_entropy", "p", p);
  check_distribution("cross_entropy", "q", q);
  double total = 0;
  for (size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0) total -= p[i] * std::log(q[i]);
  return total;
}

double kl_divergence(std::span<const double> p, std::span<const double> q) {
  return cross_entropy(p, q) - entropy(p);
}

double perplexity(double nats) { return std::exp(nats); }
double in_bits(double nats) { return nats / std::numbers::ln2; }

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
