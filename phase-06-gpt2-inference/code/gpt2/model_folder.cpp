#include "gpt2/model_folder.h"

#include <fmt/ranges.h>

#include <cstring>
#include <filesystem>

#include "gpt2/atomic_file.h"
#include "gpt2/config_json.h"
#include "gpt2/safetensors_writer.h"
#include "math/error.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

std::string weights_path(const fs::path& folder) {
  const fs::path path = folder / "model.safetensors";
  if (is_there(path)) return path.string();
  if (is_there(folder / "model.safetensors.index.json"))
    fail("model",
         "{} holds its weights in several files (model.safetensors.index.json), wanted one: merge them into "
         "model.safetensors",
         folder.string());
  if (is_there(folder / "pytorch_model.bin"))
    fail("model", "{} holds pytorch_model.bin, wanted model.safetensors: convert it", folder.string());
  fail("model", "{} holds no model.safetensors", folder.string());
}

// A head of its own would be another model.
void check_head(const ModelFolder& folder) {
  const TensorEntry* head = folder.file.find("lm_head.weight");
  if (head == nullptr) return;
  const Array ours = folder.file.array(folder.report.prefix + "wte.weight");
  const Array theirs = folder.file.array(*head);
  check_shape("model", "lm_head.weight", theirs.shape(), ours.shape());
  if (std::memcmp(ours.data(), theirs.data(), static_cast<size_t>(ours.size()) * sizeof(Real)) != 0)
    fail("model", "{}: lm_head.weight differs from wte.weight, wanted a tied head", folder.path);
}

}  // namespace

ModelFolder open_model_folder(const std::string& path) {
  const char* wanted = "wanted a folder with config.json and model.safetensors";
  std::error_code ignored;
  if (!is_there(path)) fail("model", "{} does not exist, {}", path, wanted);
  if (!fs::is_directory(path, ignored)) fail("model", "{} is not a folder, {}", path, wanted);
  const fs::path config = fs::path(path) / "config.json";
  if (!is_there(config)) fail("model", "{} holds no config.json, {}", path, wanted);
  ModelFolder folder{path, read_config_json(config.string()), SafetensorsFile::open(weights_path(path)), {}};
  folder.report = compare_tensors(folder.config, folder.file);
  return folder;
}

Gpt load_model(const ModelFolder& folder, Residence residence) {
  if (!folder.report.loads())
    fail("model", "{}: {}. gpt2 inspect --all lists them", folder.file.path(), folder.report.summary());
  folder.file.will_need();
  check_head(folder);
  const NoInitialWeights no_weights;  // the file's take their place
  Random unused(0);
  Gpt model(folder.config, unused);
  for (auto& [name, parameter] : model.parameters())
    parameter.mutable_value() = folder.file.array(folder.report.prefix + name, residence);
  return model;
}

Gpt load_model(const std::string& path, Residence residence) {
  return load_model(open_model_folder(path), residence);
}

void save_model(const std::string& path, const Gpt& model, DType dtype, std::optional<int32_t> end_of_text) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail("model", "cannot make the folder {}: {}", path, error.message());
  std::vector<NamedArray> tensors;
  for (const auto& [name, parameter] : model.parameters()) tensors.push_back({name, parameter.value()});
  const fs::path folder = path;
  write_safetensors((folder / "model.safetensors").string(), tensors, dtype, {{"format", "pt"}});
  write_file_atomically((folder / "config.json").string(), config_json_text(model.config, end_of_text));
}

}  // namespace p2g
