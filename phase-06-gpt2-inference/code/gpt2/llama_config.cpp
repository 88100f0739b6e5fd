// config.json of the LLaMA and Mistral families.
#include "gpt2/config_keys.h"
#include "gpt2/llama_folder.h"
#include "math/error.h"

namespace p2g {
namespace {

using nlohmann::json;

// rope_parameters of transformers 5, rope_theta and rope_scaling of 4.
double rope_base(const ConfigKeys& keys) {
  double base = keys.number("rope_theta", 10000);
  if (keys.find("rope_scaling") != nullptr)
    fail("config", "{}: rope_scaling is {}, wanted null: positions are not scaled here", keys.path,
         printable(keys.find("rope_scaling")->dump()));
  if (const json* rope = keys.find("rope_parameters")) {
    if (!rope->is_object())
      fail("config", "{}: rope_parameters is {}, wanted an object", keys.path, printable(rope->dump()));
    const ConfigKeys inner{keys.path, *rope};
    inner.only("rope_type", "default", "positions are not scaled here");
    base = inner.number("rope_theta", base);
  }
  if (base <= 1) fail("config", "{}: rope_theta is {}, wanted more than 1", keys.path, base);
  return base;
}

bool flag(const ConfigKeys& keys, const char* key) {
  const json* value = keys.find(key);
  if (value != nullptr && !value->is_boolean())
    fail("config", "{}: {} is {}, wanted true or false", keys.path, key, printable(value->dump()));
  return value != nullptr && value->get<bool>();
}

void refuse_what_this_model_cannot_do(const ConfigKeys& keys, const ModernConfig& config) {
  keys.only("hidden_act", "silu", "the gate is SwiGLU's here");
  keys.only("attention_bias", false, "there are no biases here");
  keys.only("mlp_bias", false, "there are no biases here");
  keys.only("head_dim", config.head_size(), "heads are hidden_size / num_attention_heads wide here");
}

}  // namespace

ModernConfig parse_llama_config(std::string_view path, std::string_view text) {
  const ConfigKeys keys = ConfigKeys::parse(path, text);
  const json* family = keys.find("model_type");
  const bool mistral = family != nullptr && *family == "mistral";
  if (!mistral && (family == nullptr || *family != "llama"))
    fail("config", "{}: model_type is {}, wanted \"llama\" or \"mistral\"", path,
         family == nullptr ? "missing" : printable(family->dump()));

  constexpr int64_t kMost = 1 << 28, kMostChannels = 1 << 17, kMostLayers = 1 << 12;
  ModernConfig c;
  c.vocabulary = keys.count("vocab_size", 32000, kMost);
  c.context = keys.count("max_position_embeddings", mistral ? 131072 : 2048, kMost);
  c.channels = keys.count("hidden_size", 4096, kMostChannels);
  c.layers = keys.count("num_hidden_layers", 32, kMostLayers);
  c.heads = keys.count("num_attention_heads", 32, kMostChannels);
  c.kv_heads = keys.count("num_key_value_heads", mistral ? 8 : c.heads, kMostChannels);
  c.mlp_width = keys.count("intermediate_size", mistral ? 14336 : 11008, kMostChannels);
  // Here an explicit null is a value of its own: no window.
  const bool no_window = !mistral || (keys.object.contains("sliding_window") && !keys.find("sliding_window"));
  c.window = no_window ? 0 : keys.count("sliding_window", 4096, kMost);
  c.norm_epsilon = keys.number("rms_norm_eps", 1e-6);
  c.rope_base = rope_base(keys);
  c.tied_head = flag(keys, "tie_word_embeddings");
  if (c.norm_epsilon <= 0) fail("config", "{}: rms_norm_eps is {}, wanted more than 0", path, c.norm_epsilon);
  try {
    check_config(c);
  } catch (const Error& error) {
    fail("config", "{}: {}", path, error.what());
  }
  refuse_what_this_model_cannot_do(keys, c);
  return c;
}

std::string llama_config_text(const ModernConfig& c) {
  if (c.norm != NormKind::rms || c.mlp != MlpKind::swiglu || c.positions != PositionKind::rope || c.biases)
    fail("config", "a LLaMA has RMSNorm, SwiGLU, RoPE and no biases: this model has another block");
  const bool mistral = c.window > 0;
  nlohmann::ordered_json object{{"model_type", mistral ? "mistral" : "llama"},
                                {"architectures", {mistral ? "MistralForCausalLM" : "LlamaForCausalLM"}},
                                {"vocab_size", c.vocabulary},
                                {"max_position_embeddings", c.context},
                                {"hidden_size", c.channels},
                                {"intermediate_size", c.mlp_width},
                                {"num_hidden_layers", c.layers},
                                {"num_attention_heads", c.heads},
                                {"num_key_value_heads", c.kv_heads},
                                {"head_dim", c.head_size()},
                                {"hidden_act", "silu"},
                                {"rms_norm_eps", c.norm_epsilon},
                                {"rope_theta", c.rope_base},
                                {"rope_parameters", {{"rope_type", "default"}, {"rope_theta", c.rope_base}}},
                                {"tie_word_embeddings", c.tied_head}};
  if (mistral) object["sliding_window"] = c.window;
  return object.dump(2) + "\n";
}

}  // namespace p2g
