#include "sequence/ngram.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "sequence/kneser_ney.h"

namespace p2g {

NgramModel::NgramModel(int order, int vocabulary, std::span<const int32_t> text)
    : order_(order), vocabulary_(vocabulary), levels_(static_cast<size_t>(std::max(order, 0))) {
  if (order < 1 || vocabulary < 1)
    fail("ngram", "order {} and vocabulary {}: each must be 1 or more", order, vocabulary);
  if (order * std::log2(vocabulary + 1.0) >= 64)
    fail("ngram", "order {} over {} symbols does not fit 64 bits: choose a lower order", order, vocabulary);
  if (text.size() < static_cast<size_t>(order))
    fail("ngram", "{} symbols of text for order {}", text.size(), order);
  for (const int32_t symbol : text)
    if (symbol < 0 || symbol >= vocabulary)
      fail("ngram", "symbol {} is outside the vocabulary of {}", symbol, vocabulary);

  // The highest order counts occurrences.
  const auto n = static_cast<size_t>(order);
  for (size_t i = 0; i + n <= text.size(); ++i) ++levels_[n - 1].counts[key(text.subspan(i, n))];
  // Each lower order counts in how many different continuations its symbols stand: one for every longer
  // count.
  uint64_t leading = 1;
  for (int k = 1; k < order; ++k) leading *= static_cast<uint64_t>(vocabulary_) + 1;
  for (size_t k = n - 1; k >= 1; --k) {
    for (const auto& [longer, count] : levels_[k].counts) ++levels_[k - 1].counts[longer % leading];
    leading /= static_cast<uint64_t>(vocabulary_) + 1;
  }
  for (Level& level : levels_) finish(level);
}

// Symbols as digits of a number in base vocabulary + 1, the oldest first; 1 … vocabulary, so that no two
// lengths agree.
uint64_t NgramModel::key(std::span<const int32_t> symbols) const {
  uint64_t value = 0;
  for (const int32_t symbol : symbols)
    value = value * (static_cast<uint64_t>(vocabulary_) + 1) + static_cast<uint64_t>(symbol) + 1;
  return value;
}

void NgramModel::finish(Level& level) const {
  int64_t once = 0, twice = 0;
  for (const auto& [symbols, count] : level.counts) {
    Context& context = level.contexts[symbols / (static_cast<uint64_t>(vocabulary_) + 1)];
    context.total += count;
    ++context.distinct;
    once += count == 1;
    twice += count == 2;
  }
  level.discount = discount_of(once, twice);
}

double NgramModel::probability(std::span<const int32_t> context, int32_t symbol) const {
  // From the uniform distribution upward: each order takes a discount off its counts and hands it to the one
  // below.
  double p = 1.0 / vocabulary_;
  const size_t longest = std::min(context.size(), static_cast<size_t>(order_ - 1));
  for (size_t k = 0; k <= longest; ++k) {
    const Level& level = levels_[k];
    const uint64_t before = key(context.last(k));
    const auto seen = level.contexts.find(before);
    if (seen == level.contexts.end()) break;
    const auto count = level.counts.find(before * (static_cast<uint64_t>(vocabulary_) + 1) +
                                         static_cast<uint64_t>(symbol) + 1);
    const int64_t times = count == level.counts.end() ? 0 : count->second;
    p = kneser_ney({times, seen->second.total, seen->second.distinct}, level.discount, p);
  }
  return p;
}

double NgramModel::cross_entropy(std::span<const int32_t> text) const {
  double total = 0;
  for (size_t i = 0; i < text.size(); ++i) total -= std::log(probability(text.first(i), text[i]));
  return total / static_cast<double>(text.size());
}

int32_t NgramModel::sample(std::span<const int32_t> context, Random& random) const {
  double left = random.uniform();
  for (int32_t symbol = 0; symbol < vocabulary_; ++symbol) {
    left -= probability(context, symbol);
    if (left < 0) return symbol;
  }
  return vocabulary_ - 1;
}

}  // namespace p2g
