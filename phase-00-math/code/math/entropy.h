// How much a choice tells (Shannon 1948): entropy, and what a wrong model of it costs.
//
// Everything is in nats unless its name says bits; probabilities that do not sum to 1 throw.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace p2g {

double entropy(std::span<const double> p);  // −Σ p log p
double cross_entropy(std::span<const double> p,
                     std::span<const double> q);  // −Σ p log q, infinite where q is 0
double kl_divergence(std::span<const double> p,
                     std::span<const double> q);  // Σ p log p/q: the extra cost of q
double perplexity(double nats);                   // e^nats: as many equal choices
double in_bits(double nats);

// Throws unless p holds probabilities that sum to 1.
void check_distribution(std::string_view who, std::string_view name, std::span<const double> p);

// Shannon's F_n of a text, in bits: the entropy of a symbol when the n − 1 before it are known, from counts.
// Too low where n is so large that most contexts are seen once. n from 1; throws if the text is shorter.
double conditional_entropy_bits(std::string_view text, int n);

// Shannon's 27 symbols: letters in lower case, and one space for whatever stands between words.
std::string letters_and_spaces(std::string_view text);

}  // namespace p2g
