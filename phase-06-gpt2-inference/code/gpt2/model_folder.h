// A model as a folder in Hugging Face's layout: config.json, model.safetensors (and vocab.json, merges.txt,
// which belong to the tokenizer).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gpt2/safetensors.h"
#include "transformer/gpt.h"

namespace p2g {

struct ExpectedTensor {
  std::string name;  // "h.0.attn.c_attn.weight"
  Shape shape;
};
// In the order of Gpt::parameters(), without building a model.
std::vector<ExpectedTensor> expected_tensors(const GptConfig& config);

// What a file holds beside what its configuration asks for. Names are the model's; the file may put
// "transformer." before all of them.
struct TensorReport {
  std::vector<std::string> found;
  std::vector<std::string> missing;      // "h.0.mlp.c_fc.weight (768,3072)"
  std::vector<std::string> wrong_shape;  // "wpe.weight is (512,768), wanted (1024,768)"
  std::vector<std::string> unreadable;   // "wte.weight is I64, wanted F32, F16 or BF16"
  std::vector<std::string> unexpected;
  std::vector<std::string> skipped;  // causal masks, and lm_head.weight, which must equal wte.weight
  std::string prefix;                // "transformer." or ""

  bool loads() const {
    return missing.empty() && wrong_shape.empty() && unreadable.empty() && unexpected.empty();
  }
  // One line: "2 of 148 tensors missing: a, b"; at most `names` of each kind are named.
  std::string summary(size_t names = 3) const;
};
TensorReport compare_tensors(const GptConfig& config, const SafetensorsFile& file);

// Opened, checked by its header, no numbers read yet.
struct ModelFolder {
  std::string path;
  GptConfig config;
  SafetensorsFile file;
  TensorReport report;
};
ModelFolder open_model_folder(const std::string& path);  // throws on absent or broken files

// Throws unless the report says that it loads and the head, where there is one, is wte.
Gpt load_model(const ModelFolder& folder, Residence residence = Residence::kMapped);
Gpt load_model(const std::string& path, Residence residence = Residence::kMapped);

// Makes the folder where needed and writes model.safetensors and config.json, each whole or not at all.
void save_model(const std::string& path, const Gpt& model, DType dtype = DType::kF32,
                std::optional<int32_t> end_of_text = std::nullopt);

}  // namespace p2g
