#include "transformer/decoder.h"

namespace p2g {

DecoderLayer::DecoderLayer(const StackSize& size, Random& random)
    : self_attn(size.channels, size.heads, random),
      norm1(size.channels, size.layer_norm_epsilon),
      cross_attn(size.channels, size.heads, random),
      norm2(size.channels, size.layer_norm_epsilon),
      feed_forward(size.channels, size.inner, random),
      norm3(size.channels, size.layer_norm_epsilon) {}

Tensor DecoderLayer::operator()(const Tensor& x, const Tensor& memory, const Visible& source,
                                const Joining& joining) const {
  const Visible before{.causal = true};
  const Tensor mixed = sublayer(x, norm1, joining, [&](const Tensor& y) { return self_attn(y, y, before); });
  const Tensor informed =
      sublayer(mixed, norm2, joining, [&](const Tensor& y) { return cross_attn(y, memory, source); });
  return sublayer(informed, norm3, joining, feed_forward);
}

void DecoderLayer::list(Parameters& parameters, const std::string& prefix) const {
  self_attn.list(parameters, prefix + "self_attn.");
  norm1.list(parameters, prefix + "norm1.");
  cross_attn.list(parameters, prefix + "cross_attn.");
  norm2.list(parameters, prefix + "norm2.");
  feed_forward.list(parameters, prefix + "feed_forward.");
  norm3.list(parameters, prefix + "norm3.");
}

Decoder::Decoder(const StackSize& size, Random& random) : pre_norm(size.pre_norm) {
  check_stack(size);
  for (int64_t layer = 0; layer < size.layers; ++layer) layers.emplace_back(size, random);
  if (pre_norm) norm = LayerNorm(size.channels, size.layer_norm_epsilon);
}

Tensor Decoder::operator()(const Tensor& x, const Tensor& memory, const Visible& source, double dropout,
                           Random* random, std::vector<Tensor>* each) const {
  Tensor stream = x;
  for (const DecoderLayer& layer : layers) {
    stream = layer(stream, memory, source, {pre_norm, dropout, random});
    if (each != nullptr) each->push_back(stream);
  }
  return pre_norm ? norm(stream) : stream;
}

void Decoder::list(Parameters& parameters, const std::string& prefix) const {
  for (size_t i = 0; i < layers.size(); ++i)
    layers[i].list(parameters, prefix + "layers." + std::to_string(i) + ".");
  if (pre_norm) norm.list(parameters, prefix + "norm.");
}

}  // namespace p2g
