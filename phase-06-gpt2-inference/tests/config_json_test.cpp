#include "gpt2/config_json.h"

#include <gtest/gtest.h>

#include "gpt2/strict_json.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

GptConfig parsed(const std::string& text) { return parse_config_json("config.json", text); }

std::string error(const std::string& text) {
  const std::string line = error_of([&] { parsed(text); });
  EXPECT_EQ(line.find('\n'), std::string::npos) << line;
  EXPECT_NE(line.find("config.json"), std::string::npos) << line;
  return line;
}

TEST(ConfigJson, MissingKeysHaveHuggingFacesDefaults) {
  for (const char* text :
       {"{}", R"({"n_layer": null, "n_inner": null, "something_new": [1, {"deep": 2}]})"}) {
    const GptConfig config = parsed(text);
    EXPECT_EQ(config.vocabulary, 50257);
    EXPECT_EQ(config.context, 1024);
    EXPECT_EQ(config.channels, 768);
    EXPECT_EQ(config.layers, 12);
    EXPECT_EQ(config.heads, 12);
    EXPECT_EQ(config.dropout, 0.1);
    EXPECT_EQ(config.layer_norm_epsilon, 1e-5);
  }
}

TEST(ConfigJson, WhatIsWrittenIsRead) {
  GptConfig config{.vocabulary = 65, .context = 32, .channels = 48, .layers = 3, .heads = 4};
  config.dropout = 0.25;
  config.layer_norm_epsilon = 1e-6;
  const std::string text = config_json_text(config, 64);
  const GptConfig back = parsed(text);
  EXPECT_EQ(back.vocabulary, 65);
  EXPECT_EQ(back.context, 32);
  EXPECT_EQ(back.channels, 48);
  EXPECT_EQ(back.layers, 3);
  EXPECT_EQ(back.heads, 4);
  EXPECT_EQ(back.dropout, 0.25);
  EXPECT_EQ(back.layer_norm_epsilon, 1e-6);
  EXPECT_TRUE(says(text, {"\"eos_token_id\": 64", "GPT2LMHeadModel"}));
  EXPECT_TRUE(says(config_json_text(config), {"\"eos_token_id\": null"}));
}

TEST(ConfigJson, TheOtherSizes) {
  EXPECT_EQ(parsed(R"({"n_embd": 1600, "n_layer": 48, "n_head": 25})").heads, 25);
  EXPECT_EQ(parsed(R"({"n_ctx": 512})").context, 512);
  EXPECT_EQ(parsed(R"({"n_ctx": 512, "n_positions": 256})").context, 256);
  EXPECT_EQ(parsed(R"({"n_embd": 96, "n_inner": 384})").channels, 96);
  EXPECT_EQ(parsed(R"({"activation_function": "gelu_pytorch_tanh"})").channels, 768);
}

TEST(ConfigJson, WhatThisGptCannotDoIsRefused) {
  EXPECT_TRUE(says(error(R"({"model_type": "llama"})"), {"model_type is \"llama\"", "wanted \"gpt2\""}));
  EXPECT_TRUE(
      says(error(R"({"activation_function": "relu"})"), {"activation_function is \"relu\"", "gelu_new"}));
  EXPECT_TRUE(says(error(R"({"activation_function": "gelu"})"), {"tanh form"}));
  EXPECT_TRUE(says(error(R"({"tie_word_embeddings": false})"), {"tie_word_embeddings is false"}));
  EXPECT_TRUE(says(error(R"({"n_inner": 3000})"), {"n_inner is 3000, wanted 3072"}));
  EXPECT_TRUE(says(error(R"({"scale_attn_weights": false})"), {"scale_attn_weights"}));
  EXPECT_TRUE(
      says(error(R"({"scale_attn_by_inverse_layer_idx": true})"), {"scale_attn_by_inverse_layer_idx"}));
  EXPECT_TRUE(says(error(R"({"add_cross_attention": true})"), {"encoder"}));
}

TEST(ConfigJson, SizesThatMakeNoModel) {
  EXPECT_TRUE(says(error(R"({"n_head": 5})"), {"768 channels do not divide into 5 heads"}));
  EXPECT_TRUE(says(error(R"({"n_layer": 0})"), {"n_layer is 0, wanted a whole number from 1"}));
  EXPECT_TRUE(says(error(R"({"n_layer": 1e9})"), {"n_layer"}));
  EXPECT_TRUE(says(error(R"({"n_layer": 1000000000})"), {"n_layer is 1000000000"}));
  EXPECT_TRUE(says(error(R"({"vocab_size": 18446744073709551615})"), {"vocab_size"}));
  EXPECT_TRUE(says(error(R"({"vocab_size": -3})"), {"vocab_size is -3"}));
  EXPECT_TRUE(says(error(R"({"n_embd": "768"})"), {"n_embd is \"768\""}));
  EXPECT_TRUE(says(error(R"({"n_embd": 768.5})"), {"n_embd is 768.5"}));
  EXPECT_TRUE(says(error(R"({"layer_norm_epsilon": 0})"), {"layer_norm_epsilon is 0"}));
  EXPECT_TRUE(says(error(R"({"layer_norm_epsilon": true})"), {"layer_norm_epsilon is true"}));
  EXPECT_TRUE(says(error(R"({"resid_pdrop": 1.5})"), {"dropout is 1.5"}));
}

TEST(ConfigJson, TextThatIsNoConfiguration) {
  EXPECT_TRUE(says(error(""), {"not JSON"}));
  EXPECT_TRUE(says(error("{\"n_layer\": 12,\n"), {"not JSON", "line 2"}));
  EXPECT_TRUE(says(error("[]"), {"not a JSON object"}));
  EXPECT_TRUE(says(error(R"({"n_layer": NaN})"), {"not JSON"}));
  EXPECT_TRUE(says(error(R"({"n_layer": 12, "n_layer": 2})"), {"key 'n_layer' occurs twice"}));
  EXPECT_TRUE(says(error("{\"a\":" + std::string(100'000, '[')), {"nested deeper than 32"}));
  EXPECT_TRUE(says(error(std::string(100'000, '[')), {"nested deeper than 32"}));
  const ScratchFolder folder;
  EXPECT_TRUE(says(error_of([&] { read_config_json(folder / "absent.json"); }), {"absent.json"}));
}

TEST(StrictJson, TheSameKeyInDifferentObjectsIsFine) {
  EXPECT_EQ(parse_strict_json("test", "f", R"({"a": {"a": 1}, "b": [{"a": 2}, {"a": 3}]})")["b"][1]["a"], 3);
  EXPECT_TRUE(says(error_of([] { parse_strict_json("test", "f", R"([{"a": 1, "b": {}, "a": 2}])"); }),
                   {"'a' occurs twice"}));
}

}  // namespace
}  // namespace p2g
