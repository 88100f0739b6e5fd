// From logits to the next token.
#pragma once

#include <span>
#include <vector>

#include "math/random.h"

namespace p2g {

struct SamplerSettings {
  double temperature = 1;  // 0: always the most likely
  int64_t top_k = 0;       // only the k most likely; 0: all
  double top_p = 1;        // only the most likely that together have this probability (Holtzman et al. 2020)
};
void check_settings(const SamplerSettings& settings);  // throws on what is out of range

struct Candidate {
  int32_t id;
  double probability;
};

// The k most likely tokens, most likely first; equals in order of their ids. Throws if a logit is NaN.
std::vector<Candidate> most_likely(std::span<const Real> logits, int64_t k);

// What is left to choose from after temperature, top-k and top-p, most likely first; probabilities sum to 1.
// Tokens that tie with the last of the k are cut in order of their ids.
std::vector<Candidate> candidates(std::span<const Real> logits, const SamplerSettings& settings);

int32_t sample(std::span<const Real> logits, const SamplerSettings& settings, Random& random);

}  // namespace p2g
