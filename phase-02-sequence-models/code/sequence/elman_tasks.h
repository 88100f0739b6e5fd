// The streams of Elman's "Finding structure in time" (1990), drawn from a seed.
#pragma once

#include <string>
#include <vector>

#include "math/random.h"
#include "nn/mlp.h"

namespace p2g {

// Two random bits and their exclusive or, again and again: every third bit can be known.
std::vector<int32_t> xor_stream(int64_t triples, Random& random);

// Consonants in random order, each followed by its vowels: "ba", "dii", "guuu".
std::string letter_stream(int64_t consonants, Random& random);
// Six features: consonant, vowel, interrupted, high, back, voiced. Throws for other letters than b d g a i u.
Numbers letter_features(char letter);

}  // namespace p2g
