// A GPT with its lid off: what each head looks at, and the residual stream after every block.
//
// Slow on purpose: attention in its readable form, which keeps its weights. The logits are the model's own.
#pragma once

#include <vector>

#include "transformer/gpt.h"

namespace p2g {

struct BlockInside {
  Array attention;  // (H,T,T): row i is what position i looks at, and sums to 1
  Array stream;     // (T,C): the residual stream after the block
};

struct Inside {
  Array embedded;  // (T,C): the stream before the first block, wte + wpe
  std::vector<BlockInside> blocks;
  Array logits;  // (T,V)
};
Inside look_inside(const Gpt& model, const std::vector<int32_t>& ids);  // throws unless 1 … context ids

// What the model would say if it ended here: ln_f and the tied head on a stream (T,C) -> (T,V), the 'logit
// lens' (nostalgebraist 2020). On the last stream these are the logits.
Array logit_lens(const Gpt& model, const Array& stream);

// A stream read out: the likeliest next token at each position, its probability, and what the true next token
// cost.
struct Reading {
  std::vector<int32_t> guess;       // (T)
  std::vector<double> probability;  // (T), of the guess
  double nats = 0;                  // mean −log p of ids[t+1] at t < T − 1; 0 for one token
};
Reading read_stream(const Gpt& model, const Array& stream, const std::vector<int32_t>& ids);

}  // namespace p2g
