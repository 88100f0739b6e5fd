#include "attention/bleu.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "exercises/not_written.h"

namespace p2g {

// Groups of n neighbouring words of the candidate: how many there are in all, and how many of them match. A
// group that stands in the candidate k times matches min(k, most) times, where `most` is how often it stands
// in that one of the references which has it most often. A Sentence is a vector of ids, and may be a map's
// key.
Matches clipped_matches(const Sentence& /*candidate*/, std::span<const Sentence> /*references*/,
                        size_t /*n*/) {
  not_written("clipped_matches");
}

// 1 if the candidates are longer than their references (or as long), else e^(1 − r/c); 0 for c = 0.
double brevity_penalty(int64_t /*candidate_length*/, int64_t /*reference_length*/) {
  not_written("brevity_penalty");
}

}  // namespace p2g
