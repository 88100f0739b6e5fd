// From probabilities to a text without chance: greedily, or by beam search, over whole beginnings.
//
// Beginnings are fed again for every new symbol, which costs T² products but needs no cache: phase 6 has
// that, and sampling.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "transformer/gpt.h"

namespace p2g {

// Beginnings of one length -> what comes next after each: logits (N,V).
using NextLogits = std::function<Array(const std::vector<std::vector<int32_t>>& beginnings)>;
NextLogits next_logits(const Gpt& gpt);  // the model must outlive it

struct DecodeSettings {
  int64_t longest = 64;  // new symbols at most
  int32_t stop = -1;     // ends a text when it comes, and is left out; −1: none
  int64_t width = 1;     // beginnings that are kept; 1 is the greedy way
  double alpha = 0;      // length penalty: texts compare by log p / length^alpha, their stop counted
};

struct Decoded {
  std::vector<int32_t> ids;  // new ones only
  double log_p = 0;          // of all of them, and of the stop
  bool ended = false;        // with the stop
};

Decoded decode_greedily(const NextLogits& next, std::span<const int32_t> prompt,
                        const DecodeSettings& settings);

// The `width` best, the best first. A text that ends gives up its place in the beam. Throws on an empty
// prompt or a width under 1.
std::vector<Decoded> decode_beam(const NextLogits& next, std::span<const int32_t> prompt,
                                 const DecodeSettings& settings);

}  // namespace p2g
