// Two sentences through the base model of 2017, step by step, with the shapes that they have. No training.
#include "transformer/encoder_decoder.h"

#include <fmt/core.h>

#include "math/plain_main.h"

namespace p2g {
namespace {

void show(const char* what, const Shape& shape) { fmt::print("{:<34} {}\n", what, shape.to_string()); }

void run() {
  Random random(1);
  const EncoderDecoder base({}, random);
  const std::vector<IdPair> pairs{{{40, 41, 42, 43, 44}, {50, 51, 52}},
                                  {{60, 61, 62}, {70, 71, 72, 73, 74, 75}}};
  const TranslationBatch batch = translation_batch(pairs);
  const NoGrad no_grad;
  show("source ids (B,S)", batch.source.shape());
  const Remembered read = base.encode(batch.source, batch.source_lengths);
  show("memory, six layers later (B,S,C)", read.memory.shape());
  show("inputs, <begin> first (B,T)", batch.inputs.shape());
  const Tensor x = base.decode(batch.inputs, read);
  show("beside the memory (B,T,C)", x.shape());
  show("logits (B,T,words)", base.head(x).shape());
  const DecoderLayer& layer = base.decoder.layers.front();
  show("self-attention weights (B,H,T,T)", layer.self_attn.weights(x, x, {.causal = true}).shape());
  show("cross-attention weights (B,H,T,S)", layer.cross_attn.weights(x, read.memory, read.source).shape());
  fmt::print("parameters                         {}\n", parameter_count(base.parameters()));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "encoder_decoder", "the shapes of 2017, from two sentences to logits",
                         p2g::run);
}
