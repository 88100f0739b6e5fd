// Sizes of modern models, checked and counted without building one.
#include "math/error.h"
#include "transformer/modern.h"

namespace p2g {

Visible ModernConfig::visible() const {
  Visible seen;
  seen.causal = true, seen.window = window;
  return seen;
}

void check_config(const ModernConfig& c) {
  if (c.vocabulary < 1 || c.context < 1 || c.channels < 1 || c.layers < 1 || c.heads < 1 || c.kv_heads < 1 ||
      c.mlp_width < 1)
    fail("modern",
         "vocabulary {}, context {}, channels {}, layers {}, heads {}, kv_heads {}, mlp_width {}: each wants "
         "1 "
         "or more",
         c.vocabulary, c.context, c.channels, c.layers, c.heads, c.kv_heads, c.mlp_width);
  if (c.channels % c.heads != 0)
    fail("modern", "{} channels do not divide into {} heads: choose a multiple", c.channels, c.heads);
  if (c.heads % c.kv_heads != 0)
    fail("modern", "{} heads cannot share {} heads of keys and values equally: choose a divisor", c.heads,
         c.kv_heads);
  if (c.positions == PositionKind::rope && c.head_size() % 2 != 0)
    fail("modern", "a head of {} channels has no pairs to turn: choose an even head size", c.head_size());
  if (c.window < 0) fail("modern", "a window of {}, wanted 0 (all) or more", c.window);
  if (c.biases && c.mlp == MlpKind::swiglu)
    fail("modern", "SwiGLU has no biases here: choose GELU, or no biases");
}

int64_t parameter_count(const ModernConfig& c) {
  const int64_t kv = c.kv_heads * c.head_size(), norm = (c.norm == NormKind::rms ? 1 : 2) * c.channels;
  const int64_t matrices = 2 * c.channels * c.channels + 2 * c.channels * kv +
                           (c.mlp == MlpKind::swiglu ? 3 : 2) * c.channels * c.mlp_width;
  const int64_t biases = c.biases ? 2 * c.channels + 2 * kv + c.mlp_width + c.channels : 0;
  const int64_t tables = (c.tied_head ? 1 : 2) * c.vocabulary * c.channels +
                         (c.positions == PositionKind::learned ? c.context * c.channels : 0);
  return tables + c.layers * (matrices + biases + 2 * norm) + norm;
}

int64_t cache_numbers(const ModernConfig& c) { return 2 * c.layers * c.kv_heads * c.head_size(); }

ModernConfig llama_7b() { return {}; }

ModernConfig mistral_7b() {
  ModernConfig config;
  config.context = 32768, config.kv_heads = 8, config.mlp_width = 14336, config.window = 4096;
  config.norm_epsilon = 1e-5;
  return config;
}

}  // namespace p2g
