#include "attention/bleu.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace p2g {
namespace {

std::map<Sentence, int64_t> groups_of(const Sentence& sentence, size_t n) {
  std::map<Sentence, int64_t> counts;
  for (size_t i = 0; i + n <= sentence.size(); ++i) {
    const auto first = sentence.begin() + static_cast<std::ptrdiff_t>(i);
    ++counts[Sentence(first, first + static_cast<std::ptrdiff_t>(n))];
  }
  return counts;
}

}  // namespace

Matches clipped_matches(const Sentence& candidate, std::span<const Sentence> references, size_t n) {
  std::map<Sentence, int64_t> most;  // how often a reference has it at most
  for (const Sentence& reference : references)
    for (const auto& [group, count] : groups_of(reference, n)) most[group] = std::max(most[group], count);
  Matches matches;
  for (const auto& [group, count] : groups_of(candidate, n)) {
    const auto found = most.find(group);
    matches.matched += found == most.end() ? 0 : std::min(count, found->second);
    matches.all += count;
  }
  return matches;
}

double brevity_penalty(int64_t candidate_length, int64_t reference_length) {
  if (candidate_length == 0) return 0;
  const double c = static_cast<double>(candidate_length), r = static_cast<double>(reference_length);
  return c > r ? 1 : std::exp(1 - r / c);
}

}  // namespace p2g
