#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "math/error.h"
#include "nn/threshold.h"

namespace p2g {
namespace {

void check_inputs(const char* who, int n, int most) {
  if (n < 1 || n > most) fail(who, "got {} inputs, wanted 1 to {}", n, most);
}

bool bit(uint64_t bits, int64_t i) { return (bits >> i & 1) != 0; }

// Calls body(w) for every vector of n integers from −largest to largest.
template <typename Body>
void for_all_weights(int n, int largest, Body body) {
  std::vector<int> w(static_cast<size_t>(n), -largest);
  for (;;) {
    body(w);
    size_t i = 0;
    while (i < w.size() && w[i] == largest) w[i++] = -largest;
    if (i == w.size()) return;
    ++w[i];
  }
}

// sums[p] = Σ of the weights of the ones of p
void sums_of(const std::vector<int>& w, std::vector<int>& sums) {
  sums[0] = 0;
  for (size_t p = 1; p < sums.size(); ++p) {
    const auto last = static_cast<size_t>(std::countr_zero(p));
    sums[p] = sums[p & (p - 1)] + w[last];
  }
}

}  // namespace

std::vector<double> inputs_of(int64_t pattern, int n) {
  std::vector<double> x(static_cast<size_t>(n));
  for (int i = 0; i < n; ++i) x[static_cast<size_t>(i)] = bit(static_cast<uint64_t>(pattern), i) ? 1 : 0;
  return x;
}

Truth table_of(int n, const std::vector<double>& w, double threshold) {
  check_inputs("table_of", n, kMostTabled);
  Truth table = 0;
  for (int64_t p = 0; p < int64_t(1) << n; ++p)
    if (fires(inputs_of(p, n), w, threshold)) table |= Truth(1) << p;
  return table;
}

Truth parity(int n) {
  check_inputs("parity", n, kMostTabled);
  Truth table = 0;
  for (uint64_t p = 0; p < uint64_t(1) << n; ++p)
    if (std::popcount(p) % 2 == 1) table |= Truth(1) << p;
  return table;
}

Truth symmetry(int n) {
  check_inputs("symmetry", n, kMostTabled);
  if (n % 2 != 0) fail("symmetry", "got {} inputs, wanted an even number", n);
  Truth table = 0;
  for (uint64_t p = 0; p < uint64_t(1) << n; ++p) {
    bool mirrored = true;
    for (int i = 0; i < n / 2; ++i) mirrored &= bit(p, i) == bit(p, n - 1 - i);
    if (mirrored) table |= Truth(1) << p;
  }
  return table;
}

std::vector<bool> threshold_functions(int n, int largest) {
  check_inputs("threshold_functions", n, 4);
  const int64_t patterns = int64_t(1) << n;
  std::vector<bool> found(size_t(1) << patterns);
  std::vector<int> sums(static_cast<size_t>(patterns));
  for_all_weights(n, largest, [&](const std::vector<int>& w) {
    sums_of(w, sums);
    for (int threshold = -n * largest; threshold <= n * largest + 1; ++threshold) {
      size_t table = 0;
      for (size_t p = 0; p < sums.size(); ++p) table |= size_t(sums[p] >= threshold) << p;
      found[table] = true;
    }
  });
  return found;
}

bool sums_clash(Truth f, int n) {
  check_inputs("sums_clash", n, kMostTabled);
  std::map<int64_t, std::array<bool, 2>> seen;  // by the sum, one digit an input
  const uint64_t patterns = uint64_t(1) << n;
  for (uint64_t p = 0; p < patterns; ++p)
    for (uint64_t q = p; q < patterns; ++q) {
      if (bit(f, static_cast<int64_t>(p)) != bit(f, static_cast<int64_t>(q))) continue;
      int64_t sum = 0;
      for (int i = 0; i < n; ++i) sum = 4 * sum + bit(p, i) + bit(q, i);
      seen[sum][bit(f, static_cast<int64_t>(p))] = true;
    }
  return std::any_of(seen.begin(), seen.end(),
                     [](const auto& entry) { return entry.second[0] && entry.second[1]; });
}

int64_t best_linear_score(Truth f, int n, int largest) {
  check_inputs("best_linear_score", n, kMostTabled);
  std::vector<int> sums(size_t(1) << n);
  std::vector<int> gain(static_cast<size_t>(2 * n * largest + 1));  // of firing at one sum and not below it
  int64_t best = 0;
  for_all_weights(n, largest, [&](const std::vector<int>& w) {
    sums_of(w, sums);
    std::fill(gain.begin(), gain.end(), 0);
    for (size_t p = 0; p < sums.size(); ++p)
      gain[static_cast<size_t>(sums[p] + n * largest)] += bit(f, static_cast<int64_t>(p)) ? 1 : -1;
    int64_t right = static_cast<int64_t>(sums.size()) - std::popcount(f);  // a unit that never fires
    best = std::max(best, right);
    for (auto g = gain.rbegin(); g != gain.rend(); ++g) best = std::max(best, right += *g);
  });
  return best;
}

}  // namespace p2g
