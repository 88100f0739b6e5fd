// BLEU (Papineni et al. 2002): how many of a translation's groups of one to four words a human translation
// has as well. A number of a whole corpus, not of a sentence.
//
//   p_n  = Σ over sentences of clipped matches / Σ over sentences of groups of n words,   n = 1 … 4
//   BP   = 1 if the candidates are longer than their references (c > r), else e^(1 − r/c)
//   BLEU = BP · (p_1·p_2·p_3·p_4)^(1/4)
//
// A group counts as often as it stands in the candidate, but at most as often as in one of the references:
// that is the clipping. No smoothing: where some p_n has no match at all in the whole corpus, BLEU is 0.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace p2g {

inline constexpr size_t kBleuOrder = 4;
using Sentence = std::vector<int32_t>;  // ids of words, without signs for beginning and end

struct Bleu {
  double score = 0;                                    // from 0 to 1; papers print 100 times that
  std::array<double, kBleuOrder> precision{};          // p_1 … p_4
  double brevity = 1;                                  // BP
  int64_t candidate_length = 0, reference_length = 0;  // c and r, in words
};

// Matches and groups of n words of one sentence: {clipped matches, all}.
struct Matches {
  int64_t matched = 0, all = 0;
};
Matches clipped_matches(const Sentence& candidate, std::span<const Sentence> references, size_t n);

// e^(1 − r/c) where candidates of c words are shorter than r; 0 for c = 0.
double brevity_penalty(int64_t candidate_length, int64_t reference_length);

// Several references a candidate: its r is the length nearest to its own (the shorter of two as near).
// Throws unless there is a candidate, as many lists of references, and one reference at least in each.
Bleu bleu(std::span<const Sentence> candidates, std::span<const std::vector<Sentence>> references);
Bleu bleu(std::span<const Sentence> candidates, std::span<const Sentence> references);  // one for each

}  // namespace p2g
