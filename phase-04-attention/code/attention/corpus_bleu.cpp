#include <cmath>
#include <cstdlib>

#include "attention/bleu.h"
#include "math/error.h"

namespace p2g {
namespace {

// Of the references' lengths the nearest to the candidate's.
int64_t nearest_length(const Sentence& candidate, std::span<const Sentence> references) {
  int64_t best = std::ssize(references[0]);
  for (const Sentence& reference : references) {
    const int64_t off = std::abs(std::ssize(reference) - std::ssize(candidate)),
                  least = std::abs(best - std::ssize(candidate));
    if (off < least || (off == least && std::ssize(reference) < best)) best = std::ssize(reference);
  }
  return best;
}

template <typename ReferencesOf>
Bleu score(std::span<const Sentence> candidates, size_t lists, ReferencesOf references_of) {
  if (candidates.empty() || candidates.size() != lists)
    fail("bleu", "{} candidates and references for {}: wanted one or more, and as many", candidates.size(),
         lists);
  Bleu result;
  std::array<Matches, kBleuOrder> sums;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const std::span<const Sentence> references = references_of(i);
    if (references.empty()) fail("bleu", "candidate {} has no reference, wanted one or more", i);
    result.candidate_length += std::ssize(candidates[i]);
    result.reference_length += nearest_length(candidates[i], references);
    for (size_t n = 1; n <= kBleuOrder; ++n) {
      const Matches here = clipped_matches(candidates[i], references, n);
      sums[n - 1].matched += here.matched, sums[n - 1].all += here.all;
    }
  }
  double logs = 0;
  for (size_t n = 0; n < kBleuOrder; ++n) {
    if (sums[n].all > 0)
      result.precision[n] = static_cast<double>(sums[n].matched) / static_cast<double>(sums[n].all);
    logs += std::log(result.precision[n]);  // −∞ where nothing matched
  }
  result.brevity = brevity_penalty(result.candidate_length, result.reference_length);
  result.score = result.brevity * std::exp(logs / static_cast<double>(kBleuOrder));
  return result;
}

}  // namespace

Bleu bleu(std::span<const Sentence> candidates, std::span<const std::vector<Sentence>> references) {
  return score(candidates, references.size(),
               [&](size_t i) { return std::span<const Sentence>(references[i]); });
}

Bleu bleu(std::span<const Sentence> candidates, std::span<const Sentence> references) {
  return score(candidates, references.size(), [&](size_t i) { return references.subspan(i, 1); });
}

}  // namespace p2g
