#include "gpt2/model_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "golden.h"
#include "gpt2/config_json.h"
#include "gpt2/safetensors_writer.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

const GptConfig kSmall{.vocabulary = 11, .context = 6, .channels = 8, .layers = 2, .heads = 2};
const std::string kTiny = P2G_PHASE_DIR "/tests/golden/tiny-gpt2";

Gpt small_model(uint64_t seed = 1) {
  Random random(seed);
  return Gpt(kSmall, random);
}

std::vector<NamedArray> tensors_of(const Gpt& model, const std::string& prefix = "") {
  std::vector<NamedArray> tensors;
  for (const auto& [name, parameter] : model.parameters())
    tensors.push_back({prefix + name, parameter.value()});
  return tensors;
}

// A folder with the small configuration and these tensors.
void put_model(const ScratchFolder& folder, const std::vector<NamedArray>& tensors) {
  folder.put("config.json", config_json_text(kSmall));
  write_safetensors(folder / "model.safetensors", tensors);
}

void expect_same(const Gpt& got, const Gpt& wanted) {
  const Parameters a = got.parameters(), b = wanted.parameters();
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].name, b[i].name);
    ASSERT_EQ(a[i].tensor.shape(), b[i].tensor.shape());
    for (int64_t j = 0; j < b[i].tensor.value().size(); ++j)
      ASSERT_EQ(a[i].tensor.value()[j], b[i].tensor.value()[j]) << a[i].name;
  }
}

TEST(ModelFolder, ExpectedTensorsAreTheModelsParameters) {
  const Parameters parameters = small_model().parameters();
  const auto expected = expected_tensors(kSmall);
  ASSERT_EQ(expected.size(), parameters.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(expected[i].name, parameters[i].name);
    EXPECT_EQ(expected[i].shape.to_string(), parameters[i].tensor.shape().to_string());
  }
  EXPECT_EQ(expected_tensors(GptConfig{}).size(), 148u);  // of GPT-2 124M
}

TEST(ModelFolder, WhatIsSavedIsLoaded) {
  const ScratchFolder folder;
  const Gpt model = small_model();
  save_model(folder / "deep/model", model);
  for (const Residence residence : {Residence::kMapped, Residence::kCopied}) {
    const Gpt back = load_model(folder / "deep/model", residence);
    EXPECT_EQ(back.config.heads, kSmall.heads);
    expect_same(back, model);
  }
  // Weights are stored with 16 bits, and the second time nothing changes any more.
  for (const DType dtype : {DType::kF16, DType::kBF16}) {
    save_model(folder / "half", model, dtype);
    const Gpt rounded = load_model(folder / "half");
    save_model(folder / "half", rounded, dtype);
    expect_same(load_model(folder / "half"), rounded);
    EXPECT_NEAR(rounded.wte.value()[5], model.wte.value()[5], 1e-3);
  }
}

TEST(ModelFolder, ALoadedModelCanBeTrainedWithoutTouchingTheFile) {
  const ScratchFolder folder;
  save_model(folder.path(), small_model());
  const std::string before = contents(folder / "model.safetensors");
  Gpt model = load_model(folder.path());
  const Ids ids({1, 3}, {1, 2, 3});
  backward(model.loss(ids, ids));
  EXPECT_TRUE(model.wte.has_grad());
  for (auto& [name, parameter] : model.parameters()) parameter.mutable_value().fill(0);
  EXPECT_EQ(contents(folder / "model.safetensors"), before);
}

TEST(ModelFolder, PyTorchsTinyModelGivesPyTorchsLogits) {
  const Ids ids = Golden(kTiny + "/ids.txt").ids("ids");
  const Array wanted = Golden(kTiny + "/logits.txt").array("logits");
  const NoGrad no_grad;
  const Tensor logits = load_model(kTiny).logits(Ids({1, ids.size()}, ids.values()));
  EXPECT_TRUE(near_golden(logits.value().reshaped(wanted.shape()), wanted, 1e-5));
}

TEST(ModelFolder, MasksAreSkippedAndTheHeadIsChecked) {
  const ScratchFolder folder;
  const Gpt model = small_model();
  for (const std::string prefix : {"", "transformer."}) {
    auto tensors = tensors_of(model, prefix);
    for (const char* mask : {"h.0.attn.bias", "h.1.attn.bias"})
      tensors.push_back({prefix + mask, Array::zeros({1, 1, 6, 6})});
    tensors.push_back({prefix + "h.0.attn.masked_bias", Array::zeros({})});
    tensors.push_back({"lm_head.weight", model.wte.value()});
    put_model(folder, tensors);
    const ModelFolder opened = open_model_folder(folder.path());
    EXPECT_EQ(opened.report.prefix, prefix);
    EXPECT_EQ(opened.report.skipped.size(), 4u);
    EXPECT_TRUE(says(opened.report.summary(), {"all 28 tensors found"}));
    expect_same(load_model(opened), model);

    Array other = model.wte.value().clone();
    other[3] += 1;
    tensors.back().array = other;
    put_model(folder, tensors);
    EXPECT_TRUE(
        says(error_of([&] { load_model(folder.path()); }), {"lm_head.weight differs from wte.weight"}));
    tensors.back().array = Array::zeros({10, 8});
    put_model(folder, tensors);
    EXPECT_TRUE(
        says(error_of([&] { load_model(folder.path()); }), {"lm_head.weight is (10,8), wanted (11,8)"}));
  }
}

TEST(ModelFolder, WhatIsMissingWrongOrTooMuchIsNamed) {
  const ScratchFolder folder;
  const Gpt model = small_model();
  const auto error = [&] { return error_of([&] { load_model(folder.path()); }); };

  auto tensors = tensors_of(model);
  tensors.erase(tensors.begin() + 3);
  put_model(folder, tensors);
  EXPECT_TRUE(says(error(), {"1 of 28 tensors missing: h.0.ln_1.bias (8)", "model.safetensors"}));
  tensors.erase(tensors.begin(), tensors.begin() + 9);
  put_model(folder, tensors);
  EXPECT_TRUE(says(
      error(), {"10 of 28 tensors missing: wte.weight (11,8), wpe.weight (6,8), h.0.ln_1.weight (8), ..."}));

  tensors = tensors_of(model);
  tensors[1].array = Array::zeros({5, 8});
  tensors[4].array = Array::zeros({24, 8});
  put_model(folder, tensors);
  EXPECT_TRUE(says(error(), {"2 of wrong shape: wpe.weight is (5,8), wanted (6,8), h.0.attn.c_attn.weight is "
                             "(24,8), wanted (8,24)"}));

  tensors = tensors_of(model);
  tensors.push_back({"score.weight", Array::zeros({2})});
  put_model(folder, tensors);
  EXPECT_TRUE(says(error(), {"1 unexpected: score.weight"}));

  put_model(folder, {});
  EXPECT_TRUE(says(error(), {"28 of 28 tensors missing"}));
}

TEST(ModelFolder, FoldersThatAreNoModels) {
  const ScratchFolder folder;
  const auto error = [&] { return error_of([&] { load_model(folder.path()); }); };
  EXPECT_TRUE(says(error_of([&] { load_model(folder / "absent"); }), {"absent does not exist"}));
  EXPECT_TRUE(says(error_of([&] { load_model(folder.put("file", "x")); }), {"is not a folder"}));
  EXPECT_TRUE(says(error(), {"holds no config.json"}));
  folder.put("config.json", config_json_text(kSmall));
  EXPECT_TRUE(says(error(), {"holds no model.safetensors"}));
  folder.put("pytorch_model.bin", "");
  EXPECT_TRUE(says(error(), {"pytorch_model.bin", "convert"}));
  folder.put("model.safetensors.index.json", "{}");
  EXPECT_TRUE(says(error(), {"several files", "merge"}));
  folder.put("model.safetensors", "torn");
  EXPECT_TRUE(says(error(), {"cut short"}));
}

TEST(ModelFolder, ATypeThatCannotBeReadIsNamed) {
  const ScratchFolder folder;
  folder.put("config.json", config_json_text(kSmall));
  folder.put("model.safetensors",
             raw_safetensors(R"({"ln_f.bias":{"dtype":"F64","shape":[8],"data_offsets":[0,64]}})", 64));
  const ModelFolder opened = open_model_folder(folder.path());
  EXPECT_EQ(opened.report.unreadable, std::vector<std::string>{"ln_f.bias is F64, wanted F32, F16 or BF16"});
  EXPECT_FALSE(opened.report.loads());
}

// The first layer of the real GPT-2 124M.
TEST(ModelFolder, RealTensorsInAPartialFolder) {
  const char* data = std::getenv("P2G_DATA");
  const std::string path = std::string(data == nullptr ? "" : data) + "/gpt2-124m-partial";
  if (!std::filesystem::exists(path))
    GTEST_SKIP() << "no " << path << " (part of the real weights): ./course fetch gpt2";
  const ModelFolder folder = open_model_folder(path);
  EXPECT_EQ(folder.report.found.size(), 13u);
  EXPECT_EQ(folder.report.missing.size(), 135u);
  EXPECT_TRUE(folder.report.wrong_shape.empty());
  EXPECT_TRUE(says(error_of([&] { load_model(folder); }),
                   {"135 of 148 tensors missing: wte.weight (50257,768), h.0.mlp.c_fc.weight (768,3072)"}));
  const Array scale = folder.file.array("h.0.ln_1.weight");
  for (int64_t i = 0; i < scale.size(); ++i) ASSERT_TRUE(scale[i] > 0 && scale[i] < 1);
}

}  // namespace
}  // namespace p2g
