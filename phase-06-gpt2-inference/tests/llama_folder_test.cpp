#include "gpt2/llama_folder.h"

#include <gtest/gtest.h>

#include <cstring>

#include "golden.h"
#include "gpt2/safetensors_writer.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

ModernConfig small() {
  ModernConfig c;
  c.vocabulary = 11, c.context = 20, c.channels = 16, c.layers = 2, c.heads = 4, c.kv_heads = 2,
  c.mlp_width = 24;
  return c;
}

Modern model_of(const ModernConfig& config, uint64_t seed = 1) {
  Random random(seed);
  return Modern(config, random);
}

void expect_same(const Modern& got, const Modern& wanted) {
  const Parameters a = got.parameters(), b = wanted.parameters();
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].name, b[i].name);
    ASSERT_EQ(a[i].tensor.shape(), b[i].tensor.shape());
    const Array &x = a[i].tensor.value(), &y = b[i].tensor.value();
    EXPECT_EQ(std::memcmp(x.data(), y.data(), static_cast<size_t>(y.size()) * sizeof(Real)), 0) << a[i].name;
  }
}

std::string error_with(const std::string& key, const std::string& value) {
  std::string text = llama_config_text(small());
  const std::string entry = "\"" + key + "\"";
  const size_t at = text.find(entry);
  if (at == std::string::npos)
    text.insert(1, entry + ": " + value + ",");
  else
    text.replace(at, text.find('\n', at) - at, entry + ": " + value + ",");
  return error_of([&] { (void)parse_llama_config("config.json", text); });
}

TEST(LlamaFolder, TransformersTinyModelsGiveTransformersLogits) {
  for (const std::string family : {"llama", "mistral"}) {
    const std::string folder = P2G_PHASE_DIR "/tests/golden/tiny-" + family;
    const Golden golden(folder + "/logits.txt");
    const Modern model = load_llama(folder);
    EXPECT_EQ(model.config.window, family == "mistral" ? 5 : 0);
    EXPECT_EQ(model.config.kv_heads, 2);
    const Ids ids = golden.ids("ids");
    const NoGrad no_grad;
    const Array logits = model.logits(Ids({1, ids.size()}, ids.values())).value();
    const Array wanted = golden.array("logits");
    EXPECT_TRUE(near_golden(logits.reshaped(wanted.shape()), wanted, 1e-5)) << family;
  }
}

TEST(LlamaFolder, WhatIsSavedIsLoadedToTheLastBit) {
  const ScratchFolder folder;
  for (const int64_t window : {0, 7})
    for (const bool tied : {false, true}) {
      ModernConfig c = small();
      c.window = window, c.tied_head = tied, c.rope_base = 500000, c.norm_epsilon = 1e-5;
      const Modern model = model_of(c);
      save_llama(folder / "deep/model", model);
      const Modern back = load_llama(folder / "deep/model");
      EXPECT_EQ(llama_config_text(back.config), llama_config_text(c));
      expect_same(back, model);
    }
  // With 16 bits the second time changes nothing any more.
  save_llama(folder / "half", model_of(small()), DType::kBF16);
  const Modern rounded = load_llama(folder / "half");
  save_llama(folder / "half", rounded, DType::kBF16);
  expect_same(load_llama(folder / "half"), rounded);
}

TEST(LlamaFolder, StoresProjectionsTurned) {
  const ScratchFolder folder;
  const Modern model = model_of(small());
  save_llama(folder.path(), model);
  const SafetensorsFile file = SafetensorsFile::open(folder / "model.safetensors");
  EXPECT_EQ(shape_text(file.entry("model.layers.0.self_attn.k_proj.weight")), "(8,16)");
  EXPECT_EQ(shape_text(file.entry("model.layers.0.mlp.down_proj.weight")), "(16,24)");
  EXPECT_EQ(shape_text(file.entry("model.embed_tokens.weight")), "(11,16)");
  EXPECT_EQ(file.array("model.layers.1.mlp.up_proj.weight")[16 * 3 + 5],
            model.layers[1].mlp.swiglu.up_proj.weight.value()[24 * 5 + 3]);
}

TEST(LlamaFolder, RefusesOtherConfigurations) {
  EXPECT_TRUE(says(error_with("model_type", "\"gpt2\""), {"config.json: model_type is \"gpt2\"", "llama"}));
  EXPECT_TRUE(says(error_with("model_type", "null"), {"model_type is missing"}));
  EXPECT_TRUE(says(error_with("hidden_act", "\"gelu\""), {"hidden_act is \"gelu\"", "silu"}));
  EXPECT_TRUE(says(error_with("attention_bias", "true"), {"attention_bias is true", "no biases"}));
  EXPECT_TRUE(says(error_with("head_dim", "8"), {"head_dim is 8", "wanted 4"}));
  EXPECT_TRUE(says(error_with("rope_scaling", "{\"factor\": 2}"), {"rope_scaling", "not scaled"}));
  EXPECT_TRUE(says(error_of([] {
                     (void)parse_llama_config(
                         "c", R"({"model_type": "llama", "rope_parameters": {"rope_type": "yarn"}})");
                   }),
                   {"rope_type", "default"}));
  EXPECT_TRUE(says(error_with("num_key_value_heads", "3"), {"4 heads cannot share 3"}));
  EXPECT_TRUE(says(error_with("rms_norm_eps", "0"), {"rms_norm_eps is 0"}));
  EXPECT_TRUE(says(error_with("vocab_size", "-5"), {"vocab_size is -5"}));
  EXPECT_TRUE(says(error_of([] { (void)parse_llama_config("c", "[1]"); }), {"not a JSON object"}));
}

TEST(LlamaFolder, HasTheFamiliesDefaults) {
  const ModernConfig llama = parse_llama_config("c", R"({"model_type": "llama"})");
  EXPECT_EQ(parameter_count(llama), parameter_count(llama_7b()));
  const ModernConfig mistral = parse_llama_config("c", R"({"model_type": "mistral"})");
  EXPECT_EQ(parameter_count(mistral), parameter_count(mistral_7b()));
  EXPECT_EQ(mistral.window, 4096);
  EXPECT_EQ(parse_llama_config("c", R"({"model_type": "mistral", "sliding_window": null})").window, 0);
  EXPECT_EQ(parse_llama_config("c", R"({"model_type": "llama", "rope_theta": 500000.0})").rope_base, 500000);
}

TEST(LlamaFolder, RefusesFilesThatDoNotFit) {
  const ScratchFolder folder;
  const Modern model = model_of(small());
  save_llama(folder / "good", model);
  const auto error = [&](auto change) {
    std::vector<NamedArray> tensors;
    const SafetensorsFile file = SafetensorsFile::open(folder / "good/model.safetensors");
    for (const TensorEntry& e : file.entries())
      tensors.push_back({e.name, file.array(e, Residence::kCopied)});
    change(tensors);
    save_llama(folder / "bad", model);
    write_safetensors(folder / "bad/model.safetensors", tensors);
    return error_of([&] { (void)load_llama(folder / "bad"); });
  };
  using Tensors = std::vector<NamedArray>;
  EXPECT_TRUE(says(error([](Tensors& t) { t.pop_back(); }), {"[llama]", "holds no"}));
  EXPECT_TRUE(says(error([](Tensors& t) { t[0].name = "wte.weight"; }), {"holds no", "(", ")"}));
  EXPECT_TRUE(says(error([](Tensors& t) { t.push_back({"extra", Array::zeros({2})}); }), {"holds extra"}));
  EXPECT_TRUE(says(error([](Tensors& t) {
                     for (NamedArray& n : t)
                       if (n.name == "model.layers.0.self_attn.k_proj.weight")
                         n.array = Array::zeros({16, 8});
                   }),
                   {"k_proj.weight is (16,8), wanted (8,16)"}));
  EXPECT_TRUE(says(error_of([&] { (void)load_llama(folder / "nowhere"); }), {"does not exist"}));
}

TEST(LlamaFolder, DoesNotSaveABlockThatNoLlamaHas) {
  const ScratchFolder folder;
  ModernConfig c = small();
  c.mlp = MlpKind::gelu;
  EXPECT_TRUE(says(error_of([&] { save_llama(folder.path(), model_of(c)); }), {"[config]", "SwiGLU"}));
}

}  // namespace
}  // namespace p2g
