#include "gpt2/config_json.h"

#include <array>

#include "gpt2/config_keys.h"
#include "gpt2/strict_json.h"
#include "math/error.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

using nlohmann::json;

void refuse_what_this_gpt_cannot_do(const ConfigKeys& keys, const GptConfig& config) {
  keys.only("model_type", "gpt2", "other families have other layers");
  keys.only("n_inner", 4 * config.channels, "the inner size is 4 x n_embd here");
  keys.only("tie_word_embeddings", true, "the head is wte here");
  keys.only("scale_attn_weights", true, "scores are divided by the root of the head size here");
  keys.only("scale_attn_by_inverse_layer_idx", false, "all layers scale alike here");
  keys.only("add_cross_attention", false, "there is no encoder here");

  if (const json* activation = keys.find("activation_function")) {
    constexpr std::array kTanhForms{"gelu_new", "gelu_pytorch_tanh", "gelu_fast"};
    for (const char* name : kTanhForms)
      if (*activation == name) return;
    fail("config",
         "{}: activation_function is {}, wanted \"gelu_new\": GELU's tanh form is the only one here",
         keys.path, printable(activation->dump()));
  }
}

}  // namespace

GptConfig parse_config_json(std::string_view path, std::string_view text) {
  const ConfigKeys keys = ConfigKeys::parse(path, text);

  // Far beyond any model, and small enough that products of sizes stay exact.
  constexpr int64_t kMost = 1 << 28, kMostChannels = 1 << 17, kMostLayers = 1 << 12;
  GptConfig config;
  config.vocabulary = keys.count("vocab_size", 50257, kMost);
  config.context = keys.count("n_positions", keys.count("n_ctx", 1024, kMost), kMost);
  config.channels = keys.count("n_embd", 768, kMostChannels);
  config.layers = keys.count("n_layer", 12, kMostLayers);
  config.heads = keys.count("n_head", 12, kMostChannels);
  config.layer_norm_epsilon = keys.number("layer_norm_epsilon", 1e-5);
  config.dropout = keys.number("resid_pdrop", 0.1);
  refuse_what_this_gpt_cannot_do(keys, config);
  if (config.layer_norm_epsilon <= 0)
    fail("config", "{}: layer_norm_epsilon is {}, wanted more than 0", path, config.layer_norm_epsilon);
  try {
    check_config(config);
  } catch (const Error& error) {
    fail("config", "{}: {}", path, error.what());
  }
  return config;
}

GptConfig read_config_json(const std::string& path) {
  return parse_config_json(path, read_text("config", path));
}

std::string config_json_text(const GptConfig& config, std::optional<int32_t> end_of_text) {
  const nlohmann::ordered_json id = end_of_text ? nlohmann::ordered_json(*end_of_text) : nullptr;
  const nlohmann::ordered_json object{{"model_type", "gpt2"},
                                      {"architectures", {"GPT2LMHeadModel"}},
                                      {"vocab_size", config.vocabulary},
                                      {"n_positions", config.context},
                                      {"n_ctx", config.context},
                                      {"n_embd", config.channels},
                                      {"n_layer", config.layers},
                                      {"n_head", config.heads},
                                      {"activation_function", "gelu_new"},
                                      {"layer_norm_epsilon", config.layer_norm_epsilon},
                                      {"resid_pdrop", config.dropout},
                                      {"embd_pdrop", config.dropout},
                                      {"attn_pdrop", config.dropout},
                                      {"tie_word_embeddings", true},
                                      {"bos_token_id", id},
                                      {"eos_token_id", id}};
  return object.dump(2) + "\n";
}

}  // namespace p2g
