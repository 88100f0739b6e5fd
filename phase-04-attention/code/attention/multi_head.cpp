#include "attention/multi_head.h"

#include "attention/flash.h"
#include "math/error.h"

namespace p2g {

CausalSelfAttention::CausalSelfAttention(int64_t channels, int64_t head_count, int64_t layers, Random& random)
    : c_attn(channels, 3 * channels, /*with_bias=*/true, kGpt2Deviation, random),
      c_proj(channels, channels, /*with_bias=*/true, gpt2_residual_deviation(layers), random),
      heads(head_count) {
  if (heads < 1 || channels % heads != 0)
    fail("attention", "{} channels do not divide into {} heads: choose a multiple", channels, heads);
}

Tensor CausalSelfAttention::operator()(const Tensor& x, double dropout_p, Random* random) const {
  return c_proj(flash_attention(c_attn(x), heads, dropout_p, random));
}

void CausalSelfAttention::list(Parameters& parameters, const std::string& prefix) const {
  c_attn.list(parameters, prefix + "c_attn.");
  c_proj.list(parameters, prefix + "c_proj.");
}

}  // namespace p2g
