#include "transformer/encoder.h"

#include "math/error.h"

namespace p2g {

void check_stack(const StackSize& s) {
  if (s.channels < 1 || s.inner < 1 || s.heads < 1 || s.layers < 1)
    fail("transformer", "{} channels, {} inside, {} heads, {} layers: each must be 1 or more", s.channels,
         s.inner, s.heads, s.layers);
  if (s.channels % s.heads != 0)
    fail("transformer", "{} channels do not divide into {} heads: choose a multiple", s.channels, s.heads);
}

EncoderLayer::EncoderLayer(const StackSize& size, Random& random)
    : self_attn(size.channels, size.heads, random),
      norm1(size.channels, size.layer_norm_epsilon),
      feed_forward(size.channels, size.inner, random),
      norm2(size.channels, size.layer_norm_epsilon) {}

void EncoderLayer::list(Parameters& parameters, const std::string& prefix) const {
  self_attn.list(parameters, prefix + "self_attn.");
  norm1.list(parameters, prefix + "norm1.");
  feed_forward.list(parameters, prefix + "feed_forward.");
  norm2.list(parameters, prefix + "norm2.");
}

Encoder::Encoder(const StackSize& size, Random& random) : pre_norm(size.pre_norm) {
  check_stack(size);
  for (int64_t layer = 0; layer < size.layers; ++layer) layers.emplace_back(size, random);
  if (pre_norm) norm = LayerNorm(size.channels, size.layer_norm_epsilon);
}

Tensor Encoder::operator()(const Tensor& x, const Visible& visible, double dropout, Random* random,
                           std::vector<Tensor>* each) const {
  Tensor stream = x;
  for (const EncoderLayer& layer : layers) {
    stream = layer(stream, visible, {pre_norm, dropout, random});
    if (each != nullptr) each->push_back(stream);
  }
  return pre_norm ? norm(stream) : stream;
}

void Encoder::list(Parameters& parameters, const std::string& prefix) const {
  for (size_t i = 0; i < layers.size(); ++i)
    layers[i].list(parameters, prefix + "layers." + std::to_string(i) + ".");
  if (pre_norm) norm.list(parameters, prefix + "norm.");
}

}  // namespace p2g
