// From scores to a choice: softmax at a temperature, and one draw from it (Ackley, Hinton and Sejnowski
// 1985).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/random.h"
#include "math/real.h"

namespace p2g {

// p = softmax(logits / temperature). Under 1 the likely become likelier, over 1 all become more equal; at 0
// the largest logit has it all (the first, where several are). A negative temperature throws, and so do no
// logits and logits that are not finite.
std::vector<double> at_temperature(std::span<const Real> logits, double temperature);

// The first choice whose probabilities up to it, itself included, add up to more than u; u in [0, 1).
int32_t draw(std::span<const double> p, double u);

inline int32_t sample(std::span<const Real> logits, double temperature, Random& random) {
  return draw(at_temperature(logits, temperature), random.uniform());
}

}  // namespace p2g
