// A neural n-gram (Bengio, Ducharme, Vincent and Jauvin 2003): the symbols before become vectors, and a small
// network says from these what comes next. Symbols that are used alike can come to have vectors that are
// alike, so that what was learned of one context holds for contexts that never came.
//
//   x = the vectors of the last `length` symbols, side by side
//   logits = out.bias + x·direct + tanh(x·hidden.weight + hidden.bias)·out.weight
#pragma once

#include <string>

#include "math/ids.h"
#include "nn/module.h"

namespace p2g {

struct NeuralNgramSize {
  int64_t vocabulary, length, embedding, hidden;
  bool direct = false;  // links past the hidden layer: the paper's W
};

struct NeuralNgram {
  Tensor table;   // (V,E), the paper's C
  Linear hidden;  // (length·E) -> (H), its H and d
  Linear out;     // (H) -> (V), its U and b
  Tensor direct;  // (length·E, V), or empty

  NeuralNgram(const NeuralNgramSize& size, Random& random);
  Tensor operator()(const Ids& contexts) const;  // (N,length) -> logits (N,V)
  void list(Parameters& parameters) const;
};

// Mean −log p in nats of the targets (N), asked by thousands.
double cross_entropy(const NeuralNgram& model, const Ids& contexts, const Ids& targets);

}  // namespace p2g
