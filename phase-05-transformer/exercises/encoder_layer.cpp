#include "exercises/not_written.h"
#include "nn/arithmetic.h"
#include "nn/dropout.h"
#include "transformer/encoder.h"

namespace p2g {

// One branch joins the stream: norm(x + drop(branch(x))) as in 2017, or, if joining.pre_norm, x +
// drop(branch(norm(x))). drop is dropout(y, joining.dropout, *joining.random), or nothing without a random.
Tensor sublayer(const Tensor& /*x*/, const LayerNorm& /*norm*/, const Joining& /*joining*/,
                const Branch& /*branch*/) {
  not_written("sublayer");
}

// Two of them: self_attn(y, y, visible) with norm1, then feed_forward with norm2.
Tensor EncoderLayer::operator()(const Tensor& /*x*/, const Visible& /*visible*/,
                                const Joining& /*joining*/) const {
  not_written("EncoderLayer::operator()");
}

}  // namespace p2g
