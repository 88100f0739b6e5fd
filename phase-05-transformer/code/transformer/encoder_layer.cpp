#include "nn/arithmetic.h"
#include "nn/dropout.h"
#include "transformer/encoder.h"

namespace p2g {

Tensor sublayer(const Tensor& x, const LayerNorm& norm, const Joining& joining, const Branch& branch) {
  const auto drop = [&](const Tensor& y) {
    return joining.random == nullptr ? y : dropout(y, joining.dropout, *joining.random);
  };
  if (joining.pre_norm) return x + drop(branch(norm(x)));
  return norm(x + drop(branch(x)));
}

Tensor EncoderLayer::operator()(const Tensor& x, const Visible& visible, const Joining& joining) const {
  const Tensor mixed = sublayer(x, norm1, joining, [&](const Tensor& y) { return self_attn(y, y, visible); });
  return sublayer(mixed, norm2, joining, feed_forward);
}

}  // namespace p2g
